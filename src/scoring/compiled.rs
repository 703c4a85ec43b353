//! A rubric made ready: its patterns compiled, its frameworks joined, its inputs hashed.

use std::collections::BTreeMap;

use super::compile::{CompileError, Compiler, Graph, NodeId};
use super::feedback::phase_id;
use super::guard::FourGrams;
use super::meaning;
use super::meant::Examples;
use super::read::read;
use super::receipt::{Inputs, sha256};
use super::tables;
use crate::content::calibration::Calibration;
use crate::content::framework::Framework;
use crate::content::ids::RuleId;
use crate::content::lexicon::Lexicon;
use crate::content::pattern::Pattern;
use crate::content::rubric::{Basis, DEFAULT_WITHIN, EvidenceBasis, Rubric};

/// What a rubric is compiled from. The texts are those of the files, for the receipt.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// `scenario/question`, which need not be the rubric's own id.
    pub question: &'a str,
    /// The question's prompt.
    pub prompt: &'a str,
    /// The rubric.
    pub rubric: &'a Rubric,
    /// Its text.
    pub rubric_text: &'a str,
    /// The frameworks that it names, with their texts.
    pub frameworks: &'a [(Framework, String)],
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Its text, all layers.
    pub lexicon_text: &'a str,
}

/// A rubric made ready to score any number of answers.
#[derive(Clone, Debug)]
pub struct CompiledRubric {
    /// `scenario/question`.
    pub question: String,
    /// The question's prompt.
    pub prompt_text: String,
    /// As its author wrote it.
    pub rubric: Rubric,
    pub(super) graph: Graph,
    pub(super) criteria: Vec<CompiledBasis>,
    /// By criterion and rule or phase, each pattern alone; not among the nodes that are asked for.
    pub(super) patterns: Vec<Vec<Vec<NodeId>>>,
    pub(super) fatal: Vec<Sought>,
    /// Statements against the work, if the rubric names any.
    pub(super) opposing: Option<NodeId>,
    /// What the question is about, if the rubric says so.
    pub(super) about: Option<NodeId>,
    pub(super) prompt: FourGrams,
    /// What is compared by meaning; none if the rubric gives no examples or it is switched off.
    pub(super) examples: Option<Examples>,
    /// Only where it was asked for.
    pub(super) calibration: Option<Calibration>,
    pub(super) inputs: Inputs,
}

/// Why a calibration is of no use for a rubric.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalibrationError {
    /// It was fitted for another text of the rubric, or of something else that its scores depend on.
    #[error(
        "the calibration was fitted for another state of {question}: its rubric, prompt, frameworks or lexicon, the engine, or whether meaning is compared; run `hotseat calibrate {question}` again, or score without it"
    )]
    OtherBasis {
        /// `scenario/question`.
        question: String,
    },
    /// It has another number of levels.
    #[error(
        "the calibration has {found} cuts and the rubric {wanted}; run `hotseat calibrate` again"
    )]
    OtherScale {
        /// In the calibration.
        found: usize,
        /// In the rubric.
        wanted: usize,
    },
    /// It names a criterion that the rubric does not have.
    #[error("the calibration names the criterion `{id}`, which the rubric does not have")]
    UnknownCriterion {
        /// The name.
        id: String,
    },
}

#[derive(Clone, Debug)]
pub(super) enum CompiledBasis {
    Evidence { rules: Vec<Sought>, against: Vec<Sought> },
    Frameworks(Vec<CompiledFramework>),
    Person,
}

/// What a rule or a statement looks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought {
    pub(super) node: NodeId,
    /// What overlaps with a place of this is not found.
    pub(super) unless: Option<NodeId>,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledFramework {
    pub(super) framework: Framework,
    pub(super) phases: Vec<NodeId>,
}

impl CompiledRubric {
    /// Compiles a rubric.
    ///
    /// # Errors
    /// A group or a framework that is not there; `check` reports the same with its place.
    pub fn new(parts: Parts<'_>) -> Result<Self, CompileError> {
        let rubric = parts.rubric;
        let mut compiler = Compiler::new(&rubric.groups, parts.lexicon);
        let mut criteria = Vec::with_capacity(rubric.criteria.len());
        let mut patterns = Vec::with_capacity(rubric.criteria.len());
        for criterion in &rubric.criteria {
            let mut own_patterns = Vec::new();
            criteria.push(match &criterion.basis {
                Basis::Evidence(basis) => evidence(&mut compiler, basis, &mut own_patterns)?,
                Basis::Frameworks(ids) => {
                    let mut compiled = Vec::with_capacity(ids.len());
                    for id in ids {
                        let (framework, _) = parts
                            .frameworks
                            .iter()
                            .find(|(framework, _)| framework.id == *id)
                            .ok_or_else(|| CompileError::UnknownFramework(id.to_string()))?;
                        let mut phases = Vec::with_capacity(framework.phases.len());
                        for phase in &framework.phases {
                            let nodes = each(&mut compiler, &phase.any, DEFAULT_WITHIN)?;
                            own_patterns.push(nodes.clone());
                            phases.push(compiler.any(nodes));
                        }
                        compiled.push(CompiledFramework { framework: framework.clone(), phases });
                    }
                    CompiledBasis::Frameworks(compiled)
                }
                Basis::Person(_) => CompiledBasis::Person,
            });
            patterns.push(own_patterns);
        }
        let mut fatal = Vec::with_capacity(rubric.fatal.len());
        for statement in &rubric.fatal {
            let node = one_of(&mut compiler, &statement.any, statement.within)?;
            let unless = some_of(&mut compiler, &statement.unless, statement.within)?;
            fatal.push(Sought { node, unless });
        }
        let opposing = some_of(&mut compiler, &rubric.opposing, DEFAULT_WITHIN)?;
        let about = some_of(&mut compiler, &rubric.about, DEFAULT_WITHIN)?;
        let graph = compiler.finish();
        let examples = Examples::of(rubric, &criteria, &graph);
        let meaning = examples.as_ref().map(|_| meaning::hash().to_owned());
        Ok(Self {
            question: parts.question.to_owned(),
            prompt_text: parts.prompt.to_owned(),
            rubric: rubric.clone(),
            graph,
            examples,
            criteria,
            patterns,
            fatal,
            opposing,
            about,
            prompt: FourGrams::of(&read(parts.prompt).words),
            inputs: Inputs {
                rubric: sha256(parts.rubric_text.as_bytes()),
                prompt: sha256(parts.prompt.as_bytes()),
                lexicon: sha256(parts.lexicon_text.as_bytes()),
                frameworks: parts
                    .frameworks
                    .iter()
                    .map(|(framework, text)| (framework.id.to_string(), sha256(text.as_bytes())))
                    .collect::<BTreeMap<_, _>>(),
                tables: tables::hash().to_owned(),
                meaning,
                calibration: None,
            },
            calibration: None,
        })
    }

    /// The same rubric, scoring by its patterns alone.
    #[must_use]
    pub fn without_meaning(mut self) -> Self {
        self.examples = None;
        self.inputs.meaning = None;
        self
    }

    /// The phases that a criterion may be judged by, framework by framework, as evidence names them,
    /// with their patterns. None where rules are the evidence.
    #[must_use]
    pub fn phases(&self, criterion: usize) -> Vec<(RuleId, &[Pattern])> {
        let Some(CompiledBasis::Frameworks(named)) = self.criteria.get(criterion) else {
            return Vec::new();
        };
        let phases = named.iter().flat_map(|own| {
            let framework = &own.framework;
            framework.phases.iter().map(|phase| (phase_id(framework, phase), &phase.any[..]))
        });
        phases.collect()
    }

    /// The same rubric, with what was fitted to marks. `text` is the file's, for the receipt.
    ///
    /// # Errors
    /// A calibration that was fitted for another text of the rubric, or does not fit its scale or
    /// its criteria.
    pub fn with_calibration(
        mut self,
        calibration: &Calibration,
        text: &str,
    ) -> Result<Self, CalibrationError> {
        if calibration.basis != self.inputs.basis() {
            return Err(CalibrationError::OtherBasis { question: self.question });
        }
        let (found, wanted) = (calibration.cuts.len(), self.rubric.cuts.len());
        if found != wanted {
            return Err(CalibrationError::OtherScale { found, wanted });
        }
        let unknown = calibration.criteria.keys().find(|id| self.rubric.criterion(id).is_none());
        if let Some(id) = unknown {
            return Err(CalibrationError::UnknownCriterion { id: id.to_string() });
        }
        self.inputs.calibration = Some(sha256(text.as_bytes()));
        self.calibration = Some(calibration.clone());
        Ok(self)
    }

    /// What a calibration of it is fitted on top of: [`Inputs::basis`].
    #[must_use]
    pub fn basis(&self) -> String {
        self.inputs.basis()
    }

    /// Patterns after sharing, for reports on a rubric's size.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.graph.ops.len()
    }
}

fn one_of(
    compiler: &mut Compiler<'_>,
    any: &[Pattern],
    within: u32,
) -> Result<NodeId, CompileError> {
    let nodes = each(compiler, any, within)?;
    Ok(compiler.any(nodes))
}

/// None where there is no pattern.
fn some_of(
    compiler: &mut Compiler<'_>,
    any: &[Pattern],
    within: u32,
) -> Result<Option<NodeId>, CompileError> {
    (!any.is_empty()).then(|| one_of(compiler, any, within)).transpose()
}

fn each(
    compiler: &mut Compiler<'_>,
    any: &[Pattern],
    within: u32,
) -> Result<Vec<NodeId>, CompileError> {
    any.iter().map(|pattern| compiler.pattern(pattern, within)).collect()
}

fn evidence(
    compiler: &mut Compiler<'_>,
    basis: &EvidenceBasis,
    patterns: &mut Vec<Vec<NodeId>>,
) -> Result<CompiledBasis, CompileError> {
    let mut rules = Vec::with_capacity(basis.rules.len());
    for rule in &basis.rules {
        let nodes = each(compiler, &rule.any, rule.within)?;
        patterns.push(nodes.clone());
        let node = compiler.any(nodes);
        rules.push(Sought { node, unless: some_of(compiler, &rule.unless, rule.within)? });
    }
    let mut against = Vec::with_capacity(basis.against.len());
    for statement in &basis.against {
        let node = one_of(compiler, &statement.any, statement.within)?;
        let unless = some_of(compiler, &statement.unless, statement.within)?;
        against.push(Sought { node, unless });
    }
    Ok(CompiledBasis::Evidence { rules, against })
}
