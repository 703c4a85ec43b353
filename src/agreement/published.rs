//! Published data sets, and the figures that independent implementations print for them.
//!
//! Each figure was printed in full by a program that shares nothing with this one: krippendorff
//! 0.9.0, scikit-learn 1.9.1, SciPy 1.17.1, statsmodels 0.15.0 and NumPy 2.4.6, on Python. Where the
//! publication itself gives the figure, it is named too, rounded as it is printed there.

use super::{
    Metric, adjacent, alpha, close, exact, pearson, quadratic_kappa, slope, spearman, wilson,
};

/// A rater's values of unit after unit; a dot where there is none.
fn raters(lines: &[&str]) -> Vec<Vec<Option<u8>>> {
    let lines: Vec<Vec<Option<u8>>> = lines
        .iter()
        .map(|line| line.split_whitespace().map(|value| value.parse().ok()).collect())
        .collect();
    (0..lines[0].len()).map(|unit| lines.iter().map(|line| line[unit]).collect()).collect()
}

/// The pairs of a table of counts, rows the first side.
fn pairs(table: [[u8; 4]; 4]) -> Vec<(u8, u8)> {
    let mut pairs = Vec::new();
    for (a, row) in (0..).zip(table) {
        for (b, count) in (0..).zip(row) {
            pairs.extend((0..count).map(|_| (a, b)));
        }
    }
    pairs
}

fn numbers(pairs: &[(u8, u8)]) -> Vec<(f64, f64)> {
    pairs.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).collect()
}

/// Four observers and twelve units, with missing values, in Krippendorff, K. (2011): Computing
/// Krippendorff's alpha-reliability, section D. There .743, .815 and .849. In full by krippendorff
/// 0.9.0.
#[test]
fn alpha_of_four_observers_with_missing_values() {
    let units = raters(&[
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]);
    assert_eq!(units.len(), 12);
    assert!(close(alpha(&units, Metric::Nominal), 0.743_421_052_631_579));
    assert!(close(alpha(&units, Metric::Ordinal), 0.815_387_503_754_881_4));
    assert!(close(alpha(&units, Metric::Interval), 0.849_107_142_857_142_8));
}

/// Three coders and fifteen units, with missing values: the example of Wikipedia's article on
/// Krippendorff's alpha, there .691 nominal and .811 interval. In full by krippendorff 0.9.0.
#[test]
fn alpha_of_three_coders_with_missing_values() {
    let units = raters(&[
        ". . . . . 3 4 1 2 1 1 3 3 . 3",
        "1 . 2 1 3 3 4 3 . . . . . . .",
        ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
    ]);
    assert!(close(alpha(&units, Metric::Nominal), 0.691_358_024_691_358));
    assert!(close(alpha(&units, Metric::Ordinal), 0.806_721_419_941_315_3));
    assert!(close(alpha(&units, Metric::Interval), 0.810_844_892_812_105_9));
}

/// What two neurologists said of patients in Winnipeg and in New Orleans, from certain multiple
/// sclerosis to doubtful: Westlund, K. B., Kurland, L. T. (1953), in Landis, J. R., Koch, G. G.
/// (1977): The measurement of observer agreement for categorical data. Biometrics 33, 159-174.
const WINNIPEG: [[u8; 4]; 4] = [[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]];
const NEW_ORLEANS: [[u8; 4]; 4] = [[5, 3, 0, 0], [3, 11, 4, 0], [2, 13, 3, 4], [1, 2, 4, 14]];

/// Kappa and exact agreement by scikit-learn 1.9.1 (`cohen_kappa_score` with quadratic weights,
/// `accuracy_score`), adjacent agreement by NumPy 2.4.6, alpha by krippendorff 0.9.0.
#[test]
fn kappa_and_shares_and_alpha_of_two_neurologists() {
    for (table, n, qwk, shares, alphas) in [
        (
            WINNIPEG,
            149,
            0.524_576_464_331_839_4,
            (0.429_530_201_342_281_87, 0.859_060_402_684_563_7),
            [0.180_995_328_315_598_17, 0.456_687_291_707_383, 0.498_673_740_053_050_43],
        ),
        (
            NEW_ORLEANS,
            69,
            0.625_581_395_348_837_2,
            (0.478_260_869_565_217_4, 0.927_536_231_884_058),
            [0.288_517_022_504_327_76, 0.615_414_915_650_557_6, 0.620_948_616_600_790_5],
        ),
    ] {
        let pairs = pairs(table);
        assert_eq!(pairs.len(), n);
        assert!(close(quadratic_kappa(&pairs), qwk));
        assert!(close(exact(&pairs), shares.0));
        assert!(close(adjacent(&pairs), shares.1));
        let units: Vec<[Option<u8>; 2]> = pairs.iter().map(|(a, b)| [Some(*a), Some(*b)]).collect();
        for (metric, expected) in
            [Metric::Nominal, Metric::Ordinal, Metric::Interval].into_iter().zip(alphas)
        {
            assert!(close(alpha(&units, metric), expected), "{metric:?}");
        }
    }
}

/// The same tables, in which almost all ranks are shared: SciPy 1.17.1 (`pearsonr`, `spearmanr`).
#[test]
fn correlations_of_two_neurologists() {
    let winnipeg = numbers(&pairs(WINNIPEG));
    assert!(close(pearson(&winnipeg), 0.589_456_427_466_896_2));
    assert!(close(spearman(&winnipeg), 0.590_669_853_406_089_7));
    let new_orleans = numbers(&pairs(NEW_ORLEANS));
    assert!(close(pearson(&new_orleans), 0.651_507_285_754_892_4));
    assert!(close(spearman(&new_orleans), 0.647_405_005_791_873_8));
}

/// The four data sets of Anscombe, F. J. (1973): Graphs in statistical analysis. The American
/// Statistician 27, 17-21. SciPy 1.17.1 (`pearsonr`, `spearmanr`, `linregress`).
#[test]
fn correlations_and_slopes_of_anscombes_sets() {
    let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
    let mut fourth = [8.0; 11];
    fourth[7] = 19.0;
    for (x, y, r, rho, rise) in [
        (
            x,
            [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
            0.816_420_516_344_839_5,
            0.818_181_818_181_818_2,
            0.500_090_909_090_909_1,
        ),
        (
            x,
            [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74],
            0.816_236_506_000_242_4,
            0.690_909_090_909_091,
            0.500_000_000_000_000_1,
        ),
        (
            x,
            [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
            0.816_286_739_489_598_1,
            0.990_909_090_909_091,
            0.499_727_272_727_272_9,
        ),
        (
            fourth,
            [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89],
            0.816_521_436_888_502_8,
            0.5,
            0.499_909_090_909_090_9,
        ),
    ] {
        let pairs: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
        assert!(close(pearson(&pairs), r));
        assert!(close(spearman(&pairs), rho));
        assert!(close(slope(&pairs), rise));
    }
}

/// The four proportions of table I in Newcombe, R. G. (1998): Two-sided confidence intervals for the
/// single proportion. Statistics in Medicine 17, 857-872. In full by statsmodels 0.15.0
/// (`proportion_confint`, method `wilson`).
#[test]
fn wilsons_interval_of_newcombes_proportions() {
    for (count, all, low, high) in [
        (81, 263, 0.255_288_519_878_274_2, 0.366_209_576_982_800_04),
        (15, 148, 0.062_386_399_530_736_28, 0.160_487_241_723_308_03),
        (0, 20, 0.0, 0.161_125_158_052_819_4),
        (1, 29, 0.006_113_214_292_762_667, 0.171_755_218_793_202_94),
    ] {
        let interval = wilson(count, all);
        assert!(close(interval.map(|interval| interval.0), low), "{count} of {all}");
        assert!(close(interval.map(|interval| interval.1), high), "{count} of {all}");
    }
}
