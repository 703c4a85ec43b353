//! Any text as a pattern: parsing never panics, faults lie within the text, and what parses is compiled,
//! finds things in itself without a panic, and is parsed to the same from its own source.

#![no_main]

use std::collections::BTreeMap;

use hotseat::content::rubric::DEFAULT_WITHIN;
use hotseat::content::{Lexicon, Pattern};
use hotseat::scoring::PatternSet;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let pattern = match Pattern::parse(source) {
        Ok(pattern) => pattern,
        Err(error) => {
            assert!(source.get(error.span).is_some());
            return;
        }
    };
    assert_eq!(Pattern::parse(&pattern.to_string()).as_ref(), Ok(&pattern));
    let (own, lexicon) = (BTreeMap::new(), Lexicon::default());
    let Ok(set) = PatternSet::new([(&pattern, DEFAULT_WITHIN)], &own, &lexicon) else { return };
    assert_eq!(set.find_themselves().len(), 1);
    for (_, span) in set.found_in(source) {
        assert!(source.get(span).is_some());
    }
});
