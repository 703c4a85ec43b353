//! Codes and severities. Codes are stable: they are never reused, and a kind that goes leaves a gap.

use super::super::diagnostic::Severity;
use super::{Problem, Referent};

impl Referent {
    fn code(self) -> &'static str {
        match self {
            Self::Rule => "HS020 unknown-rule",
            Self::Question => "HS021 unknown-question",
            Self::Exhibit => "HS022 unknown-exhibit",
            Self::Group => "HS023 unknown-group",
            Self::Framework => "HS024 unknown-framework",
            Self::Competency => "HS025 unknown-competency",
            Self::Criterion => "HS026 unknown-criterion",
            Self::Answer => "HS027 unknown-answer",
            Self::Rubric => "HS028 unknown-rubric",
        }
    }
}

impl Problem {
    /// Stable code and name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "HS001 syntax",
            Self::UnknownKey { .. } => "HS002 unknown-key",
            Self::MisplacedKey { .. } => "HS003 misplaced-key",
            Self::WrongType { .. } => "HS004 wrong-type",
            Self::MissingKey { .. } => "HS005 missing-key",
            Self::KeyOfOtherKind { .. } => "HS006 key-of-other-kind",
            Self::UnsupportedFormat { .. } => "HS007 unsupported-format",
            Self::TooLarge { .. } => "HS008 too-large",
            Self::ControlCharacter { .. } => "HS009 control-character",
            Self::Empty { .. } => "HS010 empty",
            Self::SeveralLines { .. } => "HS011 several-lines",
            Self::UnknownWord { .. } => "HS012 unknown-word",
            Self::OutOfRange { .. } => "HS013 out-of-range",
            Self::IdInFile { .. } => "HS014 id-in-file",
            Self::BadId { .. } => "HS015 bad-id",
            Self::DuplicateId { .. } => "HS016 duplicate-id",
            Self::ReservedId { .. } => "HS017 reserved-id",
            Self::BadRubricId { .. } => "HS018 bad-rubric-id",
            Self::More { .. } => "HS019 more",
            Self::Unknown { what, .. } => what.code(),
            Self::NumberOfCuts { .. } => "HS030 number-of-cuts",
            Self::FallingCuts { .. } => "HS031 falling-cuts",
            Self::LevelsOutOfOrder { .. } => "HS032 levels-out-of-order",
            Self::FallingNeeds { .. } => "HS033 falling-needs",
            Self::UnreachableLevel { .. } => "HS034 unreachable-level",
            Self::BadPattern { .. } => "HS035 bad-pattern",
            Self::NoBasis { .. } => "HS036 no-basis",
            Self::Excludes { .. } => "HS037 excludes",
            Self::LevelBeyond { .. } => "HS038 level-beyond",
            Self::IdleCap { .. } => "HS039 idle-cap",
            Self::TooFew { .. } => "HS050 too-few",
            Self::NoCorrectOption => "HS051 no-correct-option",
            Self::SeveralCorrectOptions { .. } => "HS052 several-correct-options",
            Self::Repeated { .. } => "HS053 repeated",
            Self::NotAPair { .. } => "HS054 not-a-pair",
            Self::NotADecimal { .. } => "HS055 not-a-decimal",
            Self::BareNumber { .. } => "HS056 bare-number",
            Self::NegativeTolerance { .. } => "HS057 negative-tolerance",
            Self::AcceptedMistake { .. } => "HS058 accepted-mistake",
            Self::BadPath { .. } => "HS059 bad-path",
            Self::OtherRater { .. } => "HS060 other-rater",
            Self::SameLevelText { .. } => "HS042 same-level-text",
            Self::LongestIsRight { .. } => "HS061 longest-is-right",
            Self::HiddenGroup { .. } => "HS040 hidden-group",
            Self::GroupCycle { .. } => "HS041 group-cycle",
            Self::BadFileName => "HS070 bad-file-name",
            Self::LostFile => "HS071 lost-file",
            Self::UnreadableFile { .. } => "HS072 unreadable-file",
            Self::MissingExhibit { .. } => "HS073 missing-exhibit",
            Self::UnreadableExhibit { .. } => "HS074 unreadable-exhibit",
            Self::UnusedExhibit => "HS075 unused-exhibit",
            Self::UnusedRubric => "HS076 unused-rubric",
            Self::NoSuchRubric { .. } => "HS077 no-such-rubric",
            Self::UnmarkedAnswer { .. } => "HS078 unmarked-answer",
            Self::UnusedGroup { .. } => "HS029 unused-group",
            Self::DeadPattern { .. } => "HS043 dead-pattern",
            Self::SwallowedPattern { .. } => "HS044 swallowed-pattern",
            Self::FiresOnQuestion { .. } => "HS045 fires-on-question",
            Self::VagueLevelText { .. } => "HS046 vague-level-text",
            Self::NoProbeOrAdvice { .. } => "HS047 no-probe-or-advice",
            Self::OneCriterionDecides { .. } => "HS048 one-criterion-decides",
            Self::CriteriaAlike { .. } => "HS049 criteria-alike",
            Self::TooShort { .. } => "HS062 too-short",
            Self::NoAsOf { .. } => "HS063 no-as-of",
            Self::OldAsOf { .. } => "HS064 old-as-of",
            Self::MinutesOff { .. } => "HS065 minutes-off",
            Self::LeadingWording { .. } => "HS066 leading-wording",
            Self::ExcludingWord { .. } => "HS067 excluding-word",
            Self::SampleOffLevel { .. } => "HS068 sample-off-level",
            Self::UntestedLevel { .. } => "HS079 untested-level",
            Self::UntestedRubric => "HS080 untested-rubric",
            Self::BareAlternative { .. } => "HS081 bare-alternative",
            Self::UngivenLevel { .. } => "HS082 ungiven-level",
            Self::IdleWeak { .. } => "HS083 idle-weak",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::IdleCap { .. }
            | Self::UngivenLevel { .. }
            | Self::IdleWeak { .. }
            | Self::HiddenGroup { .. }
            | Self::LostFile
            | Self::UnusedExhibit
            | Self::UnusedRubric
            | Self::SameLevelText { .. }
            | Self::LongestIsRight { .. }
            | Self::UnmarkedAnswer { .. }
            | Self::UnusedGroup { .. }
            | Self::DeadPattern { .. }
            | Self::FiresOnQuestion { .. }
            | Self::NoProbeOrAdvice { .. }
            | Self::CriteriaAlike { .. }
            | Self::TooShort { .. }
            | Self::OldAsOf { .. }
            | Self::SampleOffLevel { .. } => Severity::Warning,
            Self::SwallowedPattern { .. }
            | Self::BareAlternative { .. }
            | Self::VagueLevelText { .. }
            | Self::OneCriterionDecides { .. }
            | Self::NoAsOf { .. }
            | Self::MinutesOff { .. }
            | Self::LeadingWording { .. }
            | Self::ExcludingWord { .. }
            | Self::UntestedLevel { .. }
            | Self::UntestedRubric => Severity::Hint,
            _ => Severity::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_code_and_no_name_is_given_twice() {
        let source = include_str!("code.rs");
        let mut codes: Vec<&str> = source
            .split('"')
            .filter(|word| word.starts_with("HS") && word.chars().nth(5) == Some(' '))
            .collect();
        assert!(codes.len() > 50);
        codes.sort_unstable();
        for pair in codes.windows(2) {
            assert_ne!(pair[0].split(' ').next(), pair[1].split(' ').next());
        }
        let mut names: Vec<&str> = codes.iter().map(|code| &code[6..]).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
