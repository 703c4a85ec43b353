//! What is needed to re-run an assessment and get the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::assessment::Assessment;

/// Version of the receipt.
pub const SCHEMA: u32 = 1;

/// Version of the scoring rules. It changes whenever the same answer and the same inputs could
/// give another assessment; `verify` compares across versions only as far as it can.
pub const ENGINE: &str = "hotseat-scoring 1";

/// Hashes of an answer and of everything else that its assessment depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`SCHEMA`].
    pub schema: u32,
    /// [`ENGINE`].
    pub engine: String,
    /// `scenario/question`.
    pub question: String,
    /// SHA-256 of the answer's bytes.
    pub answer: String,
    /// SHA-256 of each answer to a probe, by criterion.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub probes: BTreeMap<String, String>,
    /// What the engine was given besides.
    pub inputs: Inputs,
    /// SHA-256 of the assessment's JSON.
    pub assessment: String,
}

/// Hashes of what the engine was given besides the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The rubric's text.
    pub rubric: String,
    /// The question's prompt.
    pub prompt: String,
    /// The lexicon's text, all layers.
    pub lexicon: String,
    /// The text of each framework that the rubric names.
    pub frameworks: BTreeMap<String, String>,
    /// The engine's own word tables.
    pub tables: String,
    /// The table of meanings; none where nothing was compared by meaning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
    /// The calibration's text; none where none took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<String>,
}

impl Inputs {
    /// SHA-256 of everything here but a calibration, and of the engine's version: what a calibration
    /// was fitted on top of.
    #[must_use]
    pub fn basis(&self) -> String {
        let bare = Self { calibration: None, ..self.clone() };
        // As with the receipt, serialising to memory cannot fail.
        let json = serde_json::to_vec(&(ENGINE, bare)).unwrap_or_default();
        sha256(&json)
    }
}

impl Receipt {
    /// The receipt of an assessment.
    #[must_use]
    pub fn new(
        assessment: &Assessment,
        answer: &str,
        probes: &BTreeMap<String, String>,
        inputs: Inputs,
    ) -> Self {
        Self {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            question: assessment.question.clone(),
            answer: sha256(answer.as_bytes()),
            probes: probes.iter().map(|(id, text)| (id.clone(), sha256(text.as_bytes()))).collect(),
            inputs,
            // Serialising plain structs of strings and numbers to memory cannot fail.
            assessment: serde_json::to_vec(assessment)
                .map(|json| sha256(&json))
                .unwrap_or_default(),
        }
    }
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One way in which a re-run departs from a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Difference {
    /// Another engine: what follows is a comparison as far as one is possible.
    Engine {
        /// On the receipt.
        then: String,
        /// This program's.
        now: String,
    },
    /// The answer is not the one that was scored.
    Answer,
    /// The question is another one.
    Question,
    /// An input has other bytes than it had.
    Input {
        /// Which.
        name: String,
    },
    /// A calibration took part then, and none does now.
    CalibrationMissing,
    /// A calibration takes part now, and none did then.
    CalibrationAdded,
    /// Same inputs, other result: the promise is broken, or the receipt was edited.
    Assessment,
}

/// Compares the receipt of then with that of a re-run now. Nothing means: the same bytes.
#[must_use]
pub fn compare(then: &Receipt, now: &Receipt) -> Vec<Difference> {
    let mut differences = Vec::new();
    if then.engine != now.engine {
        differences.push(Difference::Engine { then: then.engine.clone(), now: now.engine.clone() });
    }
    if then.question != now.question {
        differences.push(Difference::Question);
    }
    if then.answer != now.answer || then.probes != now.probes {
        differences.push(Difference::Answer);
    }
    let (a, b) = (&then.inputs, &now.inputs);
    let named = [
        ("rubric", &a.rubric, &b.rubric),
        ("prompt", &a.prompt, &b.prompt),
        ("lexicon", &a.lexicon, &b.lexicon),
        ("word tables", &a.tables, &b.tables),
    ];
    if a.meaning != b.meaning {
        differences.push(Difference::Input { name: "table of meanings".to_owned() });
    }
    if a.calibration != b.calibration {
        differences.push(match (&a.calibration, &b.calibration) {
            (Some(_), None) => Difference::CalibrationMissing,
            (None, Some(_)) => Difference::CalibrationAdded,
            _ => Difference::Input { name: "calibration".to_owned() },
        });
    }
    for (name, then, now) in named {
        if then != now {
            differences.push(Difference::Input { name: name.to_owned() });
        }
    }
    let frameworks: std::collections::BTreeSet<&String> =
        a.frameworks.keys().chain(b.frameworks.keys()).collect();
    for id in frameworks {
        if a.frameworks.get(id) != b.frameworks.get(id) {
            differences.push(Difference::Input { name: format!("framework {id}") });
        }
    }
    if then.assessment != now.assessment {
        differences.push(Difference::Assessment);
    }
    differences
}
