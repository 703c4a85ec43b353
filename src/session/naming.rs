//! How people name an attempt: `last`, or the beginning of its id.

use super::{ATTEMPTS, Kept};

/// The fewest characters by which an attempt is named.
pub const SHORTEST: usize = 8;

/// The latest attempt.
pub const LAST: &str = "last";

/// Why no attempt is named.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamingError {
    /// There are no attempts.
    #[error("there are no attempts yet: `hotseat practice` begins one")]
    None,
    /// Too little of an id.
    #[error(
        "`{found}` is too short to name an attempt: write `last`, or at least {SHORTEST} characters of an id that `hotseat history` shows"
    )]
    Short {
        /// What was given.
        found: String,
    },
    /// Nothing begins like this.
    #[error(
        "no attempt begins with `{found}`: `hotseat history` shows them, and `last` is the latest"
    )]
    Unknown {
        /// What was given.
        found: String,
    },
    /// Several begin like this.
    #[error("`{found}` may be any of {}: write more of it", ids.join(", "))]
    Several {
        /// What was given.
        found: String,
        /// Their ids.
        ids: Vec<String>,
    },
}

impl Kept {
    /// Its id: the name of its stream without what all attempts begin with.
    #[must_use]
    pub fn id(&self) -> &str {
        let stream = self.stream.as_str();
        stream.strip_prefix(ATTEMPTS).unwrap_or(stream)
    }
}

/// The attempt of `kept`, latest first, that `name` is the name of.
///
/// # Errors
/// A name that is too short, and one that fits none or several.
pub fn named<'k>(kept: &'k [Kept], name: &str) -> Result<&'k Kept, NamingError> {
    let latest = kept.first().ok_or(NamingError::None)?;
    if name == LAST {
        return Ok(latest);
    }
    let found = name.strip_prefix(ATTEMPTS).unwrap_or(name).to_ascii_lowercase();
    if let Some(own) = kept.iter().find(|own| own.id() == found) {
        return Ok(own);
    }
    if found.len() < SHORTEST {
        return Err(NamingError::Short { found: name.to_owned() });
    }
    let fitting: Vec<&Kept> = kept.iter().filter(|own| own.id().starts_with(&found)).collect();
    match fitting[..] {
        [] => Err(NamingError::Unknown { found: name.to_owned() }),
        [only] => Ok(only),
        _ => Err(NamingError::Several {
            found: name.to_owned(),
            ids: fitting.iter().map(|own| own.id().to_owned()).collect(),
        }),
    }
}

/// How many characters of their ids tell these attempts apart, at least [`SHORTEST`]. Ids begin with
/// the time, so attempts of one minute need more.
#[must_use]
pub fn short_length(kept: &[Kept]) -> usize {
    let mut ids: Vec<&str> = kept.iter().map(Kept::id).collect();
    ids.sort_unstable();
    let needed = ids
        .windows(2)
        .map(|pair| match pair {
            [one, other] => one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count() + 1,
            _ => 0,
        })
        .max()
        .unwrap_or(0)
        .max(SHORTEST);
    // A hyphen tells nothing apart, and at the end it looks like a slip.
    let ends_in_hyphen =
        |length: usize| ids.iter().any(|id| id.get(..length).is_some_and(|own| own.ends_with('-')));
    if ends_in_hyphen(needed) { needed + 1 } else { needed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StreamId;

    fn kept(ids: &[&str]) -> Vec<Kept> {
        let own = |id: &&str| Kept {
            stream: StreamId::new(&format!("{ATTEMPTS}{id}")).unwrap(),
            started: 0,
            last: 0,
            attempt: None,
        };
        ids.iter().map(own).collect()
    }

    const ONE: &str = "0198c0de-1111-7000-8000-000000000001";
    const SAME_MINUTE: &str = "0198c0de-2222-7000-8000-000000000002";
    const OTHER: &str = "0298c0de-1111-7000-8000-000000000003";

    #[test]
    fn an_attempt_is_named_by_last_by_its_id_and_by_what_only_it_begins_with() {
        let all = kept(&[OTHER, SAME_MINUTE, ONE]);
        for (name, id) in [
            ("last", OTHER),
            (ONE, ONE),
            ("attempt/0198c0de-1111-7000-8000-000000000001", ONE),
            ("0298c0de", OTHER),
            ("0198C0DE-2", SAME_MINUTE),
        ] {
            assert_eq!(named(&all, name).unwrap().id(), id, "{name}");
        }
    }

    #[test]
    fn what_names_none_or_several_is_told() {
        let all = kept(&[OTHER, SAME_MINUTE, ONE]);
        let said = |name: &str| named(&all, name).unwrap_err().to_string();
        assert!(said("0198").contains("at least 8 characters"));
        assert!(said("0398c0de").contains("no attempt begins with `0398c0de`"));
        assert!(said("0198c0de").contains(&format!("any of {SAME_MINUTE}, {ONE}")));
        assert_eq!(named(&[], "last"), Err(NamingError::None));
    }

    #[test]
    fn as_much_of_the_ids_is_shown_as_tells_them_apart() {
        assert_eq!(short_length(&[]), 8);
        assert_eq!(short_length(&kept(&[OTHER, ONE])), 8);
        assert_eq!(short_length(&kept(&[OTHER, SAME_MINUTE, ONE])), 10);
        // They differ behind the hyphen.
        let close = kept(&["0198c0de-1111-7000", "0198c0de-1111-8000"]);
        assert_eq!(short_length(&close), 15);
    }
}
