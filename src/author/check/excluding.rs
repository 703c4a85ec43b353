//! Words that shut people out.

use crate::content::Diagnostic;
use crate::content::lower::Places;
use crate::content::problem::Problem;

use super::texts::Text;
use super::{Site, terms};

/// Words, and what to write instead. Only such as have a plain substitute and hardly another meaning.
const WORDS: &[(&str, &str)] = &[
    ("blacklist", "\"blocklist\" or \"deny list\""),
    ("blacklisted", "\"blocked\""),
    ("businessman", "\"business person\" or the role"),
    ("businessmen", "\"business people\" or the role"),
    ("chairman", "\"chair\""),
    ("chairmen", "\"chairs\""),
    ("cleaning lady", "\"cleaner\""),
    ("crazy", "what is meant, such as \"unlikely\" or \"wild\""),
    ("cripple", "what is meant, such as \"slow down\""),
    ("crippled", "what is meant, such as \"slowed down\""),
    ("crippling", "what is meant, such as \"severe\""),
    ("digital native", "what the person can do"),
    ("digital natives", "what the people can do"),
    ("fireman", "\"firefighter\""),
    ("foreman", "\"supervisor\""),
    ("gentlemen", "\"everyone\""),
    ("girls", "\"women\" or the role"),
    ("grandfathered", "\"exempt\" or \"under the old rules\""),
    ("guys", "\"everyone\" or \"the team\""),
    ("gypped", "\"cheated\""),
    ("handicapped", "\"disabled\""),
    ("he or she", "\"they\""),
    ("he/she", "\"they\""),
    ("his or her", "\"their\""),
    ("his/her", "\"their\""),
    ("him or her", "\"them\""),
    ("housewife", "\"homemaker\" or what is meant"),
    ("insane", "what is meant, such as \"far too high\""),
    ("lame", "what is meant"),
    ("man hours", "\"person-hours\" or \"hours of work\""),
    ("mankind", "\"people\""),
    ("manned", "\"staffed\""),
    ("manpower", "\"people\" or \"staff\""),
    ("middleman", "\"intermediary\""),
    ("native speaker", "the level of the language that the work needs"),
    ("native speakers", "the level of the language that the work needs"),
    ("ninja", "what the person does"),
    ("policeman", "\"police officer\""),
    ("rockstar", "what the person does"),
    ("salesman", "\"salesperson\""),
    ("salesmen", "\"sales staff\""),
    ("sanity check", "\"quick check\" or \"plausibility check\""),
    ("sanity checks", "\"quick checks\" or \"plausibility checks\""),
    ("spokesman", "\"spokesperson\""),
    ("stewardess", "\"flight attendant\""),
    ("suffers from", "\"has\""),
    ("tone deaf", "what is meant, such as \"out of touch\""),
    ("unmanned", "\"uncrewed\" or \"without staff\""),
    ("wheelchair bound", "\"wheelchair user\""),
    ("whitelist", "\"allow list\""),
    ("whitelisted", "\"allowed\""),
    ("workmen", "\"workers\""),
];

pub(super) fn check(
    at: &Site<'_>,
    places: &Places<'_>,
    texts: &[Text<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let terms: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    for text in texts {
        for (span, number) in terms::find(text.text, &terms) {
            let word = text.text[span.clone()].to_owned();
            let problem = Problem::ExcludingWord { word, instead: WORDS[number].1 };
            found.push(problem.at(at.file, places.find_within(&text.steps, text.text, &span)));
        }
    }
}
