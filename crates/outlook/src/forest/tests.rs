use super::bins::{Binned, Edges};
use super::split::{Found, Item, Split, Tally};
use super::{CLASSES, Forest, Growth};
use proptest::prelude::*;

fn rows(columns: &[Vec<f32>]) -> Binned {
    let cut = |column: &Vec<f32>| {
        let edges = Edges::of(column.iter().copied());
        column.iter().map(|v| edges.step(*v)).collect()
    };
    Binned::of(columns.first().map_or(0, Vec::len), columns.iter().map(cut).collect())
}

fn growth(trees: usize, leaf: u32) -> Growth {
    Growth { trees, depth: 6, leaf, tried: 2, drawn: 1.0 }
}

/// The slow, obvious version: every step, both sides counted anew.
fn slow(items: &[Item], column: &[u8], leaf: u32) -> Found {
    let step = |item: &Item| column[item.row as usize];
    let mut steps: Vec<u8> = items.iter().map(step).collect();
    steps.sort_unstable();
    steps.dedup();
    if steps.len() < 2 {
        return Found::Constant;
    }
    let side = |low: bool, at: u8| {
        let own: Vec<&Item> = items.iter().filter(|i| (step(i) <= at) == low).collect();
        let of =
            |class: u8| own.iter().filter(|i| i.class == class).map(|i| f64::from(i.weight)).sum::<f64>();
        let all: f64 = own.iter().map(|i| f64::from(i.weight)).sum();
        (all, (0..CLASSES as u8).map(|c| of(c).powi(2)).sum::<f64>() / all)
    };
    let mut best: Option<Split> = None;
    for at in &steps[..steps.len() - 1] {
        let (left, right) = (side(true, *at), side(false, *at));
        let purity = left.1 + right.1;
        let enough = left.0 >= f64::from(leaf) && right.0 >= f64::from(leaf);
        if enough && best.is_none_or(|best| purity > best.purity) {
            best = Some(Split { step: *at, purity });
        }
    }
    best.map_or(Found::Nowhere, Found::At)
}

#[test]
fn a_feature_that_parts_the_classes_is_found() {
    let (same, parts): (Vec<f32>, Vec<f32>) = (vec![1.0; 200], (0..200).map(|i| i as f32).collect());
    let classes: Vec<u8> = (0..200).map(|i| u8::from(i >= 120) * 3).collect();
    let rows = rows(&[same, parts]);
    let told = Forest::grow(&rows, &classes, &growth(20, 1), 1).predict(&rows);
    assert!(told[10][0] > 0.99 && told[190][3] > 0.99, "{:?}", told[10]);
    assert!(told.iter().all(|p| (p.iter().sum::<f64>() - 1.0).abs() < 1e-6));
}

#[test]
fn nothing_to_learn_from() {
    let none = rows(&[Vec::new()]);
    let asked = rows(&[vec![1.0, 2.0]]);
    let told = Forest::grow(&none, &[], &growth(3, 1), 1).predict(&asked);
    assert_eq!(told, [[1.0 / CLASSES as f64; CLASSES]; 2]);
    let one = Forest::grow(&rows(&[vec![5.0]]), &[4], &growth(3, 1), 1).predict(&asked);
    assert_eq!(one[0][4], 1.0);
}

#[test]
fn the_same_forest_whatever_the_number_of_threads() {
    let column = |by: usize| (0..500).map(|i| ((i * by) % 97) as f32).collect::<Vec<f32>>();
    let rows = rows(&[column(7), column(31), column(53)]);
    let classes: Vec<u8> = (0..500).map(|i| ((i * 13) % 5) as u8).collect();
    let grown = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let forest = Forest::grow(&rows, &classes, &growth(12, 4), seed);
            let told = forest.predict(&rows);
            (forest, told)
        })
    };
    assert_eq!(grown(1, 5), grown(2, 5));
    assert_ne!(grown(2, 5).0, grown(2, 6).0);
}

proptest! {
    #[test]
    fn the_split_is_that_of_a_slow_search(
        told in prop::collection::vec((0u8..9, 1u16..4, 0u8..4), 1..60), leaf in 1u32..12,
    ) {
        let column: Vec<u8> = told.iter().map(|t| t.0).collect();
        let item = |(row, t): (usize, &(u8, u16, u8))| Item { row: row as u32, weight: t.1, class: t.2 };
        let mut items: Vec<Item> = told.iter().enumerate().map(item).collect();
        items.sort_by_key(|item| item.class == 0);
        let mut all = [0u32; CLASSES];
        items.iter().for_each(|i| all[usize::from(i.class)] += u32::from(i.weight));
        let mut tally = Tally::new();
        // Twice, so that what the first call leaves behind would show.
        for _ in 0..2 {
            let (fast, slow) = (tally.best(&items, &column, &all, leaf), slow(&items, &column, leaf));
            match (fast, slow) {
                (Found::At(fast), Found::At(slow)) => {
                    prop_assert_eq!(fast.step, slow.step);
                    prop_assert!((fast.purity - slow.purity).abs() < 1e-9);
                }
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }
    }

    #[test]
    fn shares_sum_to_one_and_leaves_are_large_enough(
        told in prop::collection::vec((0u32..50, 0u32..50, 0u8..6), 1..80), leaf in 1u32..40,
    ) {
        let column = |of: fn(&(u32, u32, u8)) -> u32| told.iter().map(|t| of(t) as f32).collect::<Vec<f32>>();
        let rows = rows(&[column(|t| t.0), column(|t| t.1)]);
        let classes: Vec<u8> = told.iter().map(|t| t.2).collect();
        let forest = Forest::grow(&rows, &classes, &growth(4, leaf), 3);
        for told in forest.predict(&rows) {
            prop_assert!((told.iter().sum::<f64>() - 1.0).abs() < 1e-6);
        }
        prop_assert!(forest.trees.iter().all(|tree| tree.leaf_count() <= (told.len() / leaf as usize).max(1)));
    }
}
