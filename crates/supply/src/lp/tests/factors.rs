//! Factors against the matrix that they stand for: what they solve, multiplied out again, is what was asked.

use crate::lp::Structure;
use crate::lp::factor::Factor;
use crate::lp::lu::factorise;
use crate::lp::simplex::add_column;
use proptest::prelude::*;

/// B x for the basis of `head`.
fn times(structure: &Structure, head: &[u32], x: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; head.len()];
    head.iter().zip(x).for_each(|(&variable, &x)| add_column(structure, &mut sum, variable as usize, x));
    sum
}

/// Bᵀ y for the basis of `head`.
fn times_transposed(structure: &Structure, head: &[u32], y: &[f64]) -> Vec<f64> {
    let dot = |&variable: &u32| {
        let mut column = vec![0.0; y.len()];
        add_column(structure, &mut column, variable as usize, 1.0);
        column.iter().zip(y).map(|(a, b)| a * b).sum()
    };
    head.iter().map(dot).collect()
}

/// Whether `b` is `a`, as well as a matrix with entries up to 4 and solutions of this size lets one tell.
fn near(a: &[f64], b: &[f64], solution: &[f64]) -> bool {
    let size = solution.iter().fold(1.0f64, |s, x| s.max(x.abs()));
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-9 * size)
}

fn check(factor: &Factor, structure: &Structure, head: &[u32], right: &[f64]) -> Result<(), TestCaseError> {
    let mut x = right.to_vec();
    factor.forward(&mut x);
    prop_assert!(near(right, &times(structure, head, &x), &x), "forward: {x:?}");
    let mut y = right.to_vec();
    factor.backward(&mut y);
    prop_assert!(near(right, &times_transposed(structure, head, &y), &y), "backward: {y:?}");
    Ok(())
}

prop_compose! {
    fn any_basis()(rows in 1usize..14)
        (columns in prop::collection::vec(prop::collection::vec((0..rows, -4i32..=4), 1..5), rows..3 * rows),
         picks in prop::collection::vec(0usize..1000, rows),
         right in prop::collection::vec(-5.0..5.0f64, rows))
        -> (Structure, Vec<u32>, Vec<f64>)
    {
        let entries = columns.iter().map(|c| c.iter().map(|&(i, v)| (i, f64::from(v))));
        let structure = Structure::new(right.len(), entries).expect("the structure is sound");
        // Any columns and row variables, none twice; not every such basis is regular.
        let mut left: Vec<u32> = (0..(columns.len() + right.len()) as u32).collect();
        let head = picks.iter().map(|p| left.swap_remove(p % left.len())).collect();
        (structure, head, right)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn factors_solve_what_they_were_made_from((structure, head, right) in any_basis()) {
        let made = factorise(&structure, &head);
        // What was dropped is what the others span: the rest and the row variables put in are a regular basis.
        let kept = head.iter().filter(|v| !made.dropped.contains(v));
        prop_assert!(kept.clone().all(|v| made.head.contains(v)));
        prop_assert_eq!(kept.count() + made.dropped.len(), head.len());
        check(&Factor::new(made.lu), &structure, &made.head, &right)?;
    }

    #[test]
    fn factors_outlive_exchanges((structure, head, right) in any_basis(), picks in prop::collection::vec(0usize..1000, 12)) {
        let made = factorise(&structure, &head);
        let (mut head, mut factor) = (made.head, Factor::new(made.lu));
        for pick in picks {
            let entering = pick % (structure.columns() + structure.rows());
            if head.contains(&(entering as u32)) {
                continue;
            }
            let mut column = vec![0.0; head.len()];
            add_column(&structure, &mut column, entering, 1.0);
            factor.forward(&mut column);
            let nonzero: Vec<u32> = (0..column.len()).filter(|&i| column[i] != 0.0).map(|i| i as u32).collect();
            let pivot = (0..column.len()).max_by(|&a, &b| column[a].abs().total_cmp(&column[b].abs()));
            let Some(position) = pivot.filter(|&p| column[p].abs() > 0.1) else { continue };
            factor.replace(position, &column, &nonzero);
            head[position] = entering as u32;
        }
        check(&factor, &structure, &head, &right)?;
    }
}
