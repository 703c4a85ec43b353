//! The inverse of a small symmetric positive matrix.

/// By Gauss and Jordan, without a search for pivots: a kernel plus a penalty is positive definite.
/// None where it is not.
pub(super) fn inverse(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    for at in 0..n {
        let pivot = *matrix.get(at)?.get(at)?;
        if pivot.is_nan() || pivot <= 1e-12 {
            return None;
        }
        let row = matrix.get_mut(at)?;
        row[at] = 1.0;
        for cell in row.iter_mut() {
            *cell /= pivot;
        }
        let row = row.clone();
        for (other, line) in matrix.iter_mut().enumerate() {
            if other == at {
                continue;
            }
            let factor = line[at];
            line[at] = 0.0;
            for (cell, own) in line.iter_mut().zip(&row) {
                *cell -= factor * own;
            }
        }
    }
    Some(matrix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_times_the_matrix_is_one() {
        let matrix = vec![vec![4.0, 1.0, 0.5], vec![1.0, 3.0, -1.0], vec![0.5, -1.0, 2.0]];
        let inverse = inverse(matrix.clone()).unwrap();
        for (i, row) in matrix.iter().enumerate() {
            for j in 0..3 {
                let cell: f64 = row.iter().zip(&inverse).map(|(a, line)| a * line[j]).sum();
                let wanted = if i == j { 1.0 } else { 0.0 };
                assert!((cell - wanted).abs() < 1e-12, "{i} {j} {cell}");
            }
        }
        assert!(super::inverse(vec![vec![0.0]]).is_none());
    }
}
