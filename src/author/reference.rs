//! The reference: what an answer is held against, from what its raters gave.

/// The whole number nearest to the mean, the lower one where two are equally near.
pub(super) fn rounded_mean(levels: impl Iterator<Item = u8>) -> Option<u8> {
    let (sum, count) =
        levels.fold((0u32, 0u32), |(sum, count), level| (sum + u32::from(level), count + 1));
    // The ceiling of the mean less one half.
    (2 * sum + count).saturating_sub(1).checked_div(2 * count).and_then(|mean| mean.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_is_the_mean_with_halves_rounded_down() {
        for (levels, reference) in [
            (&[3][..], 3),
            (&[2, 3], 2),
            (&[0, 1], 0),
            (&[2, 3, 3], 3),
            (&[2, 2, 3], 2),
            (&[0, 0, 4], 1),
            (&[4, 4, 4, 4], 4),
            (&[1, 2, 3, 4], 2),
        ] {
            assert_eq!(rounded_mean(levels.iter().copied()), Some(reference), "{levels:?}");
        }
        assert_eq!(rounded_mean([].into_iter()), None);
    }
}
