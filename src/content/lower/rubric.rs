//! Rubrics: criteria, rules, levels.

use std::ops::Range;

use toml::de::DeValue;

use super::super::file::FileKind;
use super::super::ids::{Competency, CriterionId, FrameworkId, RubricId, RuleId};
use super::super::limits::{MAX_ENTRIES, MAX_LEVEL, MAX_SHARE, MAX_WITHIN};
use super::super::marked::MARK_KEYS;
use super::super::pattern::Pattern;
use super::super::problem::{Problem, Referent};
use super::super::rubric::{
    Against, Basis, Caps, Criterion, DEFAULT_POINTS, DEFAULT_SCALE, DEFAULT_WEIGHT, DEFAULT_WITHIN,
    EvidenceBasis, Expects, Fatal, LevelRule, Rubric, Rule, even_cuts,
};
use super::super::shared::Shared;
use super::Lowered;
use super::find::{Findings, nearest};
use super::read::{Table, Value};
use super::shared::{
    Ids, boolean, byte, checked_id, distinct_lines, format, groups, id, level, line, list, no_id,
    one_of, own_id, patterns, spanned, text, whole,
};
use super::syntax::lowered;

/// Without `levels`, the points of rules lift a criterion up to here.
const MAX_IMPLIED_LEVEL: u8 = 3;

const EXPECTS: &[(&str, Expects)] =
    &[("action", Expects::Action), ("knowledge", Expects::Knowledge)];

/// Lowers `rubrics/<scenario>/<question>.toml`.
#[must_use]
pub fn rubric(id: &RubricId, file: &str, source: &str) -> Lowered<Rubric> {
    lowered(FileKind::Rubric, file, source, |f, mut top| {
        format(f, &mut top, true);
        no_id(f, &mut top, id.as_str());
        let title = top.required(f, "title", "title = \"...\"", line).unwrap_or_default();
        let scale = top.optional(f, "scale", scale).unwrap_or_else(default_scale);
        let cuts = top.take("cuts");
        let cuts = cuts
            .and_then(|value| self::cuts(f, &value, scale.len()))
            .unwrap_or_else(|| even_cuts(scale.len()));
        let expects = top.optional(f, "expects", one_of(EXPECTS)).unwrap_or_default();
        let opposing = top.optional(f, "opposing", patterns).unwrap_or_default();
        let about = top.optional(f, "about", patterns).unwrap_or_default();
        let groups = groups(f, &mut top, MAX_ENTRIES);
        let highest = u8::try_from(scale.len().saturating_sub(1)).unwrap_or(MAX_LEVEL);
        let mut ids = Ids::default();
        let tables = top.tables(f, "criterion", "criterion", MAX_ENTRIES);
        if tables.is_empty() && top.key_span("criterion").is_none() {
            top.missing(f, "criterion", "[[criterion]]");
        }
        let criteria =
            tables.into_iter().filter_map(|table| criterion(f, table, &mut ids, highest)).collect();
        let fatal = top.tables(f, "fatal", "fatal", MAX_ENTRIES);
        let fatal = fatal.into_iter().map(|table| self::fatal(f, table, highest)).collect();
        top.finish(f);
        let id = id.clone();
        Some(Rubric { id, title, scale, cuts, expects, opposing, about, groups, criteria, fatal })
    })
}

fn default_scale() -> Vec<String> {
    DEFAULT_SCALE.iter().map(|&name| name.to_owned()).collect()
}

fn scale(f: &mut Findings<'_>, value: &Value<'_>) -> Option<Vec<String>> {
    let names = distinct_lines(f, value)?;
    if names.len() < 2 {
        let problem = Problem::TooFew { key: "scale".to_owned(), found: names.len(), least: 2 };
        f.report_absence(value.span.clone(), &problem);
        return None;
    }
    if names.len() > usize::from(MAX_LEVEL) + 1 {
        let problem = Problem::TooLarge {
            what: "`scale`".to_owned(),
            limit: format!("{} entries", MAX_LEVEL + 1),
        };
        f.report(value.span.clone(), &problem);
        return None;
    }
    Some(names)
}

fn cuts(f: &mut Findings<'_>, value: &Value<'_>, names: usize) -> Option<Vec<u8>> {
    let entries = value.entries(f, "a list of percentages", MAX_ENTRIES)?;
    let cuts: Vec<(u8, Range<usize>)> =
        entries.iter().filter_map(|entry| spanned(byte(1..=100))(f, entry)).collect();
    let is_complete = cuts.len() == entries.len();
    if entries.len() + 1 != names {
        let problem = Problem::NumberOfCuts { found: entries.len(), names };
        f.report(value.span.clone(), &problem);
    }
    for pair in cuts.windows(2) {
        if let [(before, _), (cut, span)] = pair
            && cut <= before
        {
            f.report(span.clone(), &Problem::FallingCuts { cut: *cut, before: *before });
        }
    }
    (is_complete && cuts.len() + 1 == names).then(|| cuts.into_iter().map(|(cut, _)| cut).collect())
}

fn criterion(
    f: &mut Findings<'_>,
    mut table: Table<'_>,
    ids: &mut Ids,
    highest: u8,
) -> Option<Criterion> {
    let id = own_id(f, &mut table, ids);
    if let Some(id) = id.as_deref().filter(|id| MARK_KEYS.contains(id)) {
        let span = table.key_span("id").unwrap_or_else(|| table.span.clone());
        f.report(span, &Problem::ReservedId { id: id.to_owned() });
    }
    let title = table.required(f, "title", "title = \"...\"", line).unwrap_or_default();
    let competency = table.optional(f, "competency", line).map(Competency::new);
    let weight = table.optional(f, "weight", whole(1..=MAX_SHARE)).unwrap_or(DEFAULT_WEIGHT);
    let probe = table.optional(f, "probe", text);
    let advice = table.optional(f, "advice", text);
    let basis = basis(f, &mut table, id.as_deref().unwrap_or_default());
    let caps = table.take("caps").and_then(|value| {
        let inner = table.within(f, &value, "criterion.caps")?;
        caps(f, inner, &basis, highest)
    });
    table.finish(f);
    Some(Criterion {
        id: CriterionId::new(id?),
        title: title.into(),
        competency,
        weight,
        probe,
        advice: advice.map(Shared::from),
        caps,
        basis,
    })
}

fn caps(f: &mut Findings<'_>, mut table: Table<'_>, basis: &Basis, highest: u8) -> Option<Caps> {
    let top = match basis {
        Basis::Evidence(evidence) if !evidence.levels.is_empty() => highest_level(&evidence.levels),
        _ => MAX_LEVEL,
    };
    let below = table.required(f, "below", "below = 1", spanned(byte(1..=u32::from(MAX_LEVEL))));
    let answer = table.required(f, "answer", "answer = 2", spanned(level));
    table.finish(f);
    let below = below.and_then(|(level, span)| within_top(f, "below", level, top, &span))?;
    let answer = answer.and_then(|own| below_top(f, "answer", own, highest))?;
    Some(Caps { below, answer })
}

fn within_top(
    f: &mut Findings<'_>,
    key: &str,
    level: u8,
    top: u8,
    span: &Range<usize>,
) -> Option<u8> {
    if level > top {
        f.report(span.clone(), &Problem::LevelBeyond { key: key.to_owned(), level, top });
        return None;
    }
    Some(level)
}

/// A cap of the answer's level, which at the highest takes nothing away.
fn below_top(
    f: &mut Findings<'_>,
    key: &'static str,
    (cap, span): (u8, Range<usize>),
    top: u8,
) -> Option<u8> {
    let cap = within_top(f, key, cap, top, &span)?;
    if cap == top {
        f.report(span, &Problem::IdleCap { key, cap, whose: "answer's", top });
    }
    Some(cap)
}

fn highest_level(levels: &[LevelRule]) -> u8 {
    levels.iter().map(|level| level.at).max().unwrap_or(0)
}

/// Where the level comes from: a person, frameworks, or evidence; one of them.
fn basis(f: &mut Findings<'_>, table: &mut Table<'_>, id: &str) -> Basis {
    const PERSON: &[(&str, ())] = &[("person", ())];
    let by = table.take("by");
    let framework = table.take("framework");
    let levels = table.take("levels");
    let evidence = table.take("evidence");
    let against = table.key_span("against");
    let mut exclude = |key: &'static str, other: &'static str, span: Option<Range<usize>>| {
        if let Some(span) = span {
            f.report(span, &Problem::Excludes { key, other });
        }
    };
    if by.is_some() {
        exclude("framework", "by", framework.as_ref().map(|v| v.span.clone()));
        exclude("evidence", "by", evidence.as_ref().map(|v| v.span.clone()));
        exclude("against", "by", against);
        table.settle("against");
    } else if framework.is_some() {
        exclude("evidence", "framework", evidence.as_ref().map(|v| v.span.clone()));
        exclude("levels", "framework", levels.as_ref().map(|v| v.span.clone()));
        exclude("against", "framework", against);
        table.settle("against");
    }
    if let Some(by) = by {
        one_of(PERSON)(f, &by);
        let levels = levels.map(|value| self::levels(f, table, &value, None)).unwrap_or_default();
        return Basis::Person(levels);
    }
    if let Some(framework) = framework {
        return Basis::Frameworks(frameworks(f, &framework));
    }
    if evidence.is_none() {
        let problem = Problem::NoBasis { id: id.to_owned() };
        let ways = ["evidence", "framework", "by"];
        f.report_none_of(table.span.clone(), table.shown(), &ways, &problem);
    }
    let rules = evidence.map(|value| rules(f, table, &value)).unwrap_or_default();
    let levels = match levels {
        Some(value) => self::levels(f, table, &value, rules.is_whole.then_some(&rules.found[..])),
        None => implied_levels(&rules.found),
    };
    let rules = rules.found;
    let top = highest_level(&levels);
    let against = table
        .tables(f, "against", "criterion.against", MAX_ENTRIES)
        .into_iter()
        .map(|table| self::against(f, table, top))
        .collect();
    Basis::Evidence(EvidenceBasis { levels, rules, against })
}

fn frameworks(f: &mut Findings<'_>, value: &Value<'_>) -> Vec<FrameworkId> {
    let names = match value.node {
        DeValue::String(_) => id(f, value).into_iter().collect(),
        _ => {
            let names = list(spanned(id))(f, value).unwrap_or_default();
            if names.is_empty() {
                f.report_absence(value.span.clone(), &Problem::Empty { key: value.key.to_owned() });
            }
            super::shared::distinct(f, names)
        }
    };
    names.into_iter().map(FrameworkId::new).collect()
}

fn points(rules: &[Rule], is_weak_counted: bool) -> u32 {
    rules.iter().filter(|r| is_weak_counted || !r.weak).map(|r| r.points).sum()
}

/// Level k needs k points, up to 3 and as far as the rules reach.
fn implied_levels(rules: &[Rule]) -> Vec<LevelRule> {
    (1..=MAX_IMPLIED_LEVEL)
        .filter(|&at| u32::from(at) <= points(rules, at == 1))
        .map(|at| LevelRule {
            at,
            needs: u32::from(at),
            with: Vec::new(),
            order: Vec::new(),
            text: None,
        })
        .collect()
}

/// The level rules. `rules` are those of the criterion; none where a person gives the level.
fn levels(
    f: &mut Findings<'_>,
    around: &Table<'_>,
    value: &Value<'_>,
    rules: Option<&[Rule]>,
) -> Vec<LevelRule> {
    let help = Some("write a list: levels = [ { at = 1, needs = 1, text = \"...\" } ]");
    if !matches!(value.node, DeValue::Array(_)) {
        value.wrong_type(f, "a list", help);
        return Vec::new();
    }
    let entries = value.entries(f, "a list", usize::from(MAX_LEVEL)).unwrap_or_default();
    if entries.is_empty() {
        f.report_absence(value.span.clone(), &Problem::Empty { key: value.key.to_owned() });
    }
    let mut found: Vec<LevelRule> = Vec::new();
    for entry in entries {
        let Some(table) = around.within(f, &entry, "criterion.levels") else { continue };
        let Some((level, spans)) = level_rule(f, table, rules) else { continue };
        if let Some(before) = found.last() {
            if level.at <= before.at {
                let problem = Problem::LevelsOutOfOrder { at: level.at, before: before.at };
                f.report(spans.at.clone(), &problem);
            } else if level.needs < before.needs {
                let (at, needs, before) = (level.at, level.needs, before.needs);
                f.report(spans.needs.clone(), &Problem::FallingNeeds { at, needs, before });
            }
        }
        if let Some(rules) = rules {
            let most = points(rules, level.at <= 1);
            if level.needs > most {
                let (at, needs) = (level.at, level.needs);
                f.report_absence(spans.needs, &Problem::UnreachableLevel { at, needs, most });
            }
        }
        found.push(level);
    }
    found
}

struct LevelSpans {
    at: Range<usize>,
    needs: Range<usize>,
}

fn level_rule(
    f: &mut Findings<'_>,
    mut table: Table<'_>,
    rules: Option<&[Rule]>,
) -> Option<(LevelRule, LevelSpans)> {
    let at = table.required(f, "at", "at = 1", spanned(byte(1..=u32::from(MAX_LEVEL))));
    let needs = table.optional(f, "needs", spanned(whole(1..=MAX_SHARE)));
    let mut named = |key: &'static str, f: &mut Findings<'_>| {
        let names = table.optional(f, key, list(spanned(id))).unwrap_or_default();
        for (name, span) in &names {
            if let Some(rules) = rules {
                known_rule(f, name, span, rules);
            }
        }
        super::shared::distinct(f, names).into_iter().map(RuleId::new).collect()
    };
    let with = named("with", f);
    let order = named("order", f);
    let text = table.optional(f, "text", text);
    let whole_span = table.span.clone();
    table.finish(f);
    let (at, at_span) = at?;
    let (needs, needs_span) =
        needs.unwrap_or_else(|| (u32::from(at.min(MAX_IMPLIED_LEVEL)), whole_span));
    let spans = LevelSpans { at: at_span, needs: needs_span };
    Some((LevelRule { at, needs, with, order, text: text.map(Shared::from) }, spans))
}

fn known_rule(f: &mut Findings<'_>, name: &str, span: &Range<usize>, rules: &[Rule]) {
    if rules.iter().any(|rule| rule.id == *name) {
        return;
    }
    let known: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let problem = Problem::Unknown {
        what: Referent::Rule,
        name: name.to_owned(),
        near: nearest(name, known.iter().copied()).map(str::to_owned),
        known: known.into_iter().map(str::to_owned).collect(),
    };
    f.report_absence(span.clone(), &problem);
}

/// The rules of a criterion.
#[derive(Default)]
struct Rules {
    found: Vec<Rule>,
    /// Whether all could be read: else nothing can be said of what refers to them.
    is_whole: bool,
}

/// The rules of `[criterion.evidence]`, in the order of the file.
fn rules(f: &mut Findings<'_>, around: &Table<'_>, value: &Value<'_>) -> Rules {
    if let DeValue::Array(_) = value.node {
        let help = "write `[criterion.evidence]` in single brackets, and in it `rule = [\"...\"]`";
        value.wrong_type(f, "a table of rules", Some(help));
        return Rules::default();
    }
    let Some(table) = around.within(f, value, "criterion.evidence") else {
        return Rules::default();
    };
    let entries = table.named();
    if entries.is_empty() {
        f.report_absence(value.span.clone(), &Problem::Empty { key: value.key.to_owned() });
    }
    if entries.len() > MAX_ENTRIES {
        let problem = Problem::TooLarge {
            what: "`evidence`".to_owned(),
            limit: format!("{MAX_ENTRIES} entries"),
        };
        f.report(value.span.clone(), &problem);
        return Rules::default();
    }
    let mut rules = Rules { found: Vec::new(), is_whole: true };
    for (span, value) in entries {
        if !looks_like_a_rule(value.node) && table.is_stray(f, &span, &value) {
            continue;
        }
        let rule = checked_id(f, &span, value.key).then(|| rule(f, &table, &value)).flatten();
        rules.is_whole &= rule.is_some();
        rules.found.extend(rule);
    }
    rules
}

/// Whether a value was meant as a rule, and not as a key of the criterion that slipped below
/// `[criterion.evidence]`.
fn looks_like_a_rule(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Array(entries) => entries.iter().all(|entry| entry.get_ref().is_str()),
        DeValue::Table(table) => {
            table.is_empty() || ["any", "says"].iter().any(|k| table.contains_key(*k))
        }
        _ => false,
    }
}

fn rule(f: &mut Findings<'_>, around: &Table<'_>, value: &Value<'_>) -> Option<Rule> {
    let id = RuleId::new(value.key);
    if let DeValue::Array(_) = value.node {
        let any = patterns(f, value).unwrap_or_default();
        return Some(Rule {
            id,
            title: None,
            any,
            unless: Vec::new(),
            says: Vec::new(),
            points: DEFAULT_POINTS,
            within: DEFAULT_WITHIN,
            weak: false,
        });
    }
    if !matches!(value.node, DeValue::Table(_)) {
        let help = Some("write patterns in brackets: [\"chat logs|transcripts\"]");
        value.wrong_type(f, "a list of patterns or a table", help);
        return None;
    }
    let mut table = around.within(f, value, "criterion.evidence.*")?;
    let title = table.optional(f, "title", line);
    let any = table.optional(f, "any", patterns);
    let unless = unless(f, &mut table);
    let says = table.optional(f, "says", list(text));
    let points = table.optional(f, "points", whole(1..=MAX_SHARE)).unwrap_or(DEFAULT_POINTS);
    let within = within(f, &mut table);
    let weak = table.optional(f, "weak", boolean).unwrap_or(false);
    if table.key_span("any").is_none() && table.key_span("says").is_none() {
        table.missing(f, "any", "any = [\"...\"]");
    }
    table.finish(f);
    Some(Rule {
        id,
        title: title.map(Shared::from),
        any: any.unwrap_or_default(),
        unless,
        says: says.unwrap_or_default(),
        points,
        within,
        weak,
    })
}

fn unless(f: &mut Findings<'_>, table: &mut Table<'_>) -> Vec<Pattern> {
    table.optional(f, "unless", patterns).unwrap_or_default()
}

fn within(f: &mut Findings<'_>, table: &mut Table<'_>) -> u32 {
    table.optional(f, "within", whole(1..=MAX_WITHIN)).unwrap_or(DEFAULT_WITHIN)
}

fn against(f: &mut Findings<'_>, mut table: Table<'_>, top: u8) -> Against {
    let any = table.required(f, "any", "any = [\"...\"]", patterns).unwrap_or_default();
    let unless = unless(f, &mut table);
    let cap = table.required(f, "cap", "cap = 0", spanned(level));
    if let Some((cap, span)) = &cap
        && *cap >= top
        && top > 0
    {
        let problem = Problem::IdleCap { key: "cap", cap: *cap, whose: "criterion's", top };
        f.report(span.clone(), &problem);
    }
    let why = table.required(f, "why", "why = \"...\"", text).unwrap_or_default();
    let within = within(f, &mut table);
    table.finish(f);
    Against { any, unless, cap: cap.map(|(cap, _)| cap).unwrap_or_default(), why, within }
}

fn fatal(f: &mut Findings<'_>, mut table: Table<'_>, highest: u8) -> Fatal {
    let any = table.required(f, "any", "any = [\"...\"]", patterns).unwrap_or_default();
    let unless = unless(f, &mut table);
    let level = table
        .required(f, "level", "level = 0", spanned(level))
        .and_then(|own| below_top(f, "level", own, highest));
    let why = table.required(f, "why", "why = \"...\"", text).unwrap_or_default();
    let within = within(f, &mut table);
    table.finish(f);
    Fatal { any, unless, level: level.unwrap_or_default(), why, within }
}
