//! The arithmetic of meaning, in whole numbers: sums, lengths and angles.

use super::table::COMMON;

/// Components of a vector.
pub(super) const DIMENSIONS: usize = 128;

/// The length that every vector is brought to is two to this power: the largest with which the
/// product of two vectors, at every step of the sum, fits an `i32` with room to spare, and each
/// component an `i16`.
const LENGTH_BITS: u32 = 14;

/// Bits of the largest component before it is divided by the length: enough that rounding is below
/// a thousandth, few enough that all products fit an `i64`.
const WORKING_BITS: u32 = 20;

/// What one word adds to the meaning of a run: look each word up once, and combine as needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordMeaning([i16; DIMENSIONS]);

impl WordMeaning {
    /// Of a word that the table does not know.
    pub(super) const NOTHING: WordMeaning = WordMeaning([0; DIMENSIONS]);

    /// Adds a row of the table, one signed byte a component.
    pub(super) fn add(&mut self, row: &[u8]) {
        for (sum, &byte) in self.0.iter_mut().zip(row) {
            *sum = sum.saturating_add(i16::from(byte.cast_signed()));
        }
    }
}

/// The direction in which a run of words points, less what all talk about work has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector([i16; DIMENSIONS]);

impl Vector {
    /// Of a run of words; none if no word of it says anything.
    #[must_use]
    pub fn of<'w>(words: impl IntoIterator<Item = &'w WordMeaning>) -> Option<Vector> {
        let mut sums = [0_i32; DIMENSIONS];
        for word in words {
            for (sum, &component) in sums.iter_mut().zip(&word.0) {
                *sum = sum.saturating_add(i32::from(component));
            }
        }
        let mut own = normalise(sums)?;
        for (component, common) in own.iter_mut().zip(&COMMON) {
            *component -= i32::from(*common);
        }
        // A component is never longer than its vector, so each fits.
        Some(Vector(normalise(own)?.map(|component| i16::try_from(component).unwrap_or(i16::MAX))))
    }

    /// The cosine of the angle to another direction, in thousandths: 1000 for the same, about 0 for
    /// unrelated talk about work, at least -1000.
    #[must_use]
    pub fn similarity(&self, other: &Vector) -> i32 {
        let product = dot(&self.0, &other.0);
        // 1000 would not fit beside the whole product, and its last eight bits say nothing.
        let bits = 2 * LENGTH_BITS - 8;
        (((product >> 8) * 1000 + (1 << (bits - 1))) >> bits).clamp(-1000, 1000)
    }
}

/// Brings a vector to the common length; none if it has no direction.
fn normalise(sums: [i32; DIMENSIONS]) -> Option<[i32; DIMENSIONS]> {
    let largest = sums.iter().map(|sum| sum.unsigned_abs()).max().filter(|&largest| largest > 0)?;
    // Bring the largest to WORKING_BITS, so that short and long runs lose equally little.
    let bits = u32::BITS - largest.leading_zeros();
    let (up, down) = (WORKING_BITS.saturating_sub(bits), bits.saturating_sub(WORKING_BITS));
    let scaled = sums.map(|sum| (i64::from(sum) << up) >> down);
    let square: u64 = scaled.iter().map(|component| (component * component).unsigned_abs()).sum();
    // One division instead of one a component: by 2^40 / length, then back by 40 bits.
    let factor = (1_i64 << (40 + LENGTH_BITS)) / square.isqrt().cast_signed();
    let direction = scaled.map(|component| (component * factor + (1 << 39)) >> 40);
    Some(direction.map(|component| i32::try_from(component).unwrap_or(i32::MAX)))
}

/// The sum of the products of components. Never a part of its caller, for only by itself is it sure
/// to become instructions that take many components at once.
#[inline(never)]
fn dot(left: &[i16; DIMENSIONS], right: &[i16; DIMENSIONS]) -> i32 {
    // Eight sums side by side fill a register; one sum over all is three times as slow.
    let mut sums = [0_i32; 8];
    for (left, right) in left.as_chunks::<8>().0.iter().zip(right.as_chunks::<8>().0) {
        for ((sum, &a), &b) in sums.iter_mut().zip(left).zip(right) {
            *sum += i32::from(a) * i32::from(b);
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::meaning::word;

    fn vector(text: &str) -> Vector {
        let words: Vec<WordMeaning> = text.split(' ').map(word).collect();
        Vector::of(&words).unwrap()
    }

    /// Said in other words, and a sentence about something else.
    const PARAPHRASES: [(&str, &str, &str); 10] = [
        ("obtain written approval", "get the boss to sign it", "the weather was nice on sunday"),
        ("write down the decision", "document what was decided", "feed the cat twice a day"),
        ("ask the lawyers", "consult legal counsel", "paint the kitchen yellow"),
        ("delay the launch", "postpone the release", "she plays the violin well"),
        ("watch it after release", "monitor the live system", "the soup needs more salt"),
        (
            "treat all applicants equally",
            "no discrimination between candidates",
            "the train left at noon",
        ),
        ("tell the customers", "notify the clients", "boil the eggs for six minutes"),
        ("try it with a small group first", "run a limited pilot", "my grandfather grows roses"),
        ("who is responsible", "name an accountable owner", "the lake is frozen in winter"),
        ("it costs too much", "that is too expensive", "the dog sleeps under the table"),
    ];

    #[test]
    fn a_paraphrase_is_nearer_than_a_sentence_about_something_else() {
        for (text, paraphrase, unrelated) in PARAPHRASES {
            let text_vector = vector(text);
            let near = text_vector.similarity(&vector(paraphrase));
            let far = text_vector.similarity(&vector(unrelated));
            assert!(near > far + 100, "{text}: {paraphrase} {near}, {unrelated} {far}");
        }
    }

    #[test]
    fn similarity_is_symmetric_within_bounds_and_whole_to_itself() {
        let vectors: Vec<Vector> =
            PARAPHRASES.iter().flat_map(|(a, b, c)| [vector(a), vector(b), vector(c)]).collect();
        for (at, one) in vectors.iter().enumerate() {
            assert!((999..=1000).contains(&one.similarity(one)), "{at}");
            for other in &vectors {
                assert_eq!(one.similarity(other), other.similarity(one));
                assert!((-1000..=1000).contains(&one.similarity(other)));
            }
        }
    }

    #[test]
    fn a_direction_does_not_depend_on_how_often_all_is_said_or_in_which_order() {
        let once = vector("we monitor the model");
        assert!(once.similarity(&vector("we monitor the model we monitor the model")) >= 999);
        assert_eq!(once, vector("model the monitor we"));
    }

    #[test]
    fn the_thousandths_are_the_same_on_every_machine() {
        // Another table gives other figures; another processor or build must not.
        let figures = PARAPHRASES.map(|(a, b, c)| {
            let a = vector(a);
            [a.similarity(&vector(b)), a.similarity(&vector(c))]
        });
        let expected = [
            [120, -51],
            [465, -36],
            [730, -14],
            [700, 46],
            [292, 83],
            [592, 126],
            [620, -27],
            [311, 159],
            [614, 128],
            [772, -18],
        ];
        assert_eq!(figures, expected);
    }

    #[test]
    fn to_deny_a_thing_is_to_speak_of_it() {
        // Why no score may rest on meaning alone.
        let text = vector("we document the decision");
        assert!(text.similarity(&vector("we do not document the decision")) > 800);
    }

    #[test]
    fn words_that_say_nothing_have_no_direction() {
        assert_eq!(Vector::of([]), None);
        assert_eq!(Vector::of(&[word("\u{1f600}"), WordMeaning::NOTHING]), None);
    }

    #[test]
    fn the_arithmetic_holds_at_its_edges() {
        let mut least = [0; DIMENSIONS];
        least[5] = -1;
        for sums in [[i32::MAX; DIMENSIONS], [i32::MIN; DIMENSIONS], [1; DIMENSIONS], least] {
            let direction = normalise(sums).unwrap();
            let square: i64 = direction.iter().map(|&c| i64::from(c) * i64::from(c)).sum();
            assert!((square - (1 << 28)).abs() < 1 << 20, "{square}");
            assert!(direction.iter().zip(sums).all(|(own, sum)| own.signum() == sum.signum()));
        }
        assert_eq!(normalise([0; DIMENSIONS]), None);
        let endless = vec![WordMeaning([i16::MAX; DIMENSIONS]); 70_000];
        let endless = Vector::of(&endless).unwrap();
        assert!((999..=1000).contains(&endless.similarity(&endless)));
    }
}
