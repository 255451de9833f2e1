//! Market prices: tables of WFP, the World Bank and others in; series, ALPS grades and comparisons out.
