use super::judged::rounded_mean;

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
