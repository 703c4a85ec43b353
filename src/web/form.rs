//! Forms, read field by field, so that a wrong one is told what is wrong.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::Response;

use super::error::{WebError, wants_json};
use crate::content::ids::{CriterionId, QuestionId, is_id};
use crate::content::scenario::{Pick, Question, QuestionKind};
use crate::interview::Answer;
use crate::interview::shuffle::{disordered, shuffled};

/// The longest text that is taken, in characters: about ten times an answer of interview length.
pub(super) const MAX_TEXT: usize = 20_000;

/// The fields of a form, in their order.
pub(super) struct Form {
    fields: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let wants_json = wants_json(request.headers());
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            let error = match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => WebError::TooLong { limit: MAX_TEXT },
                _ => WebError::BadForm("it did not arrive in full"),
            };
            error.response(wants_json)
        })?;
        let fields = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_| WebError::BadForm("it is not URL-encoded UTF-8").response(wants_json))?;
        Ok(Self { fields })
    }
}

impl Form {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !value.is_empty())
    }

    /// A text as a person wrote it: with one kind of line end, as text boxes send two.
    pub(super) fn text(&self, name: &str) -> Result<String, WebError> {
        let text = self.get(name).ok_or(WebError::BadForm("its text is missing"))?;
        if text.chars().count() > MAX_TEXT {
            return Err(WebError::TooLong { limit: MAX_TEXT });
        }
        // What is no letter but steers a screen would steer that of whoever reads it, too.
        let plain = |c: char| c == '\n' || c == '\t' || !c.is_control();
        Ok(text.replace("\r\n", "\n").replace('\r', "\n").replace(|c| !plain(c), ""))
    }

    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, WebError> {
        let text = self.get(name).ok_or(WebError::BadForm("a number is missing"))?;
        text.trim().parse().map_err(|_| WebError::BadForm("a number cannot be read"))
    }

    pub(super) fn question(&self) -> Result<QuestionId, WebError> {
        let id = self.get("question").filter(|id| is_id(id));
        id.map(QuestionId::new).ok_or(WebError::BadForm("its question is missing"))
    }

    pub(super) fn criterion(&self) -> Result<CriterionId, WebError> {
        let id = self.get("criterion").filter(|id| is_id(id));
        id.map(CriterionId::new).ok_or(WebError::BadForm("its criterion is missing"))
    }

    /// The answer to a question, whose options and items were shown as the seed has them.
    pub(super) fn answer(&self, question: &Question, seed: u64) -> Result<Answer, WebError> {
        match &question.kind {
            QuestionKind::Open(_) => Ok(Answer::Text(self.text("text")?)),
            QuestionKind::Choice(own) => {
                let picked = self.fields.iter().filter(|(name, _)| name == "option");
                let mut ids = Vec::new();
                for (_, id) in picked {
                    let option = own.options.iter().find(|option| option.id.as_str() == id);
                    let option = option.ok_or(WebError::BadForm("an option is not offered"))?;
                    if !ids.contains(&option.id) {
                        ids.push(option.id.clone());
                    }
                }
                match own.pick {
                    Pick::One if ids.len() != 1 => Err(WebError::BadForm("pick one option")),
                    _ => Ok(Answer::Options(ids)),
                }
            }
            QuestionKind::Order(own) => {
                let items: Vec<&String> = own.items.iter().flatten().collect();
                let shown = disordered(items.len(), seed, &question.id);
                let mut places: BTreeMap<usize, &String> = BTreeMap::new();
                for (at, item) in shown.iter().enumerate() {
                    let place: usize = self.number(&format!("place-{at}"))?;
                    if !(1..=items.len()).contains(&place) {
                        return Err(WebError::BadForm("a place is not offered"));
                    }
                    if places.insert(place, items[*item]).is_some() {
                        return Err(WebError::BadForm("give each item a place of its own"));
                    }
                }
                Ok(Answer::Order(places.into_values().cloned().collect()))
            }
            QuestionKind::Match(own) => {
                let rights = rights(own);
                let shown = shuffled(rights.len(), seed, &question.id);
                let mut pairs = BTreeMap::new();
                for (at, (left, _)) in own.pairs.iter().enumerate() {
                    let place: usize = self.number(&format!("pair-{at}"))?;
                    let right = shown.get(place).and_then(|own| rights.get(*own));
                    let right = right.ok_or(WebError::BadForm("a pair is not offered"))?;
                    pairs.insert(left.clone(), (*right).to_owned());
                }
                Ok(Answer::Pairs(pairs))
            }
            QuestionKind::Number(_) => {
                let figure = self.get("figure").unwrap_or_default().trim();
                Ok(Answer::Figure(figure.chars().take(100).collect()))
            }
        }
    }
}

/// The right sides of a match, those that belong to no left side behind the others.
pub(super) fn rights(own: &crate::content::scenario::Match) -> Vec<&str> {
    let pairs = own.pairs.iter().map(|(_, right)| right.as_str());
    pairs.chain(own.distractors.iter().map(String::as_str)).collect()
}
