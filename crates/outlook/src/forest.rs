//! A random forest for counts: classes of counts by features, as probabilities of count bins.
