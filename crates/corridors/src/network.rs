//! Nodes and links, whatever file they came from.

use base::{Coordinate, Country};
use serde::{Deserialize, Serialize};

/// Index of a node in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub u32);

/// Index of a link in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkId(pub u32);

/// Class of a road, as OpenStreetMap's `highway` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RoadClass {
    Motorway,
    Trunk,
    Primary,
    Secondary,
    Tertiary,
    Unclassified,
    Residential,
    LivingStreet,
    Service,
    Track,
    /// `highway=road`: a road of unknown class.
    Unknown,
    Ferry,
}

/// What a road is made of, as far as vehicles care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// Asphalt, concrete, paving.
    Paved,
    /// Gravel, laterite, compacted.
    Gravel,
    /// Earth, sand, mud.
    Earth,
    /// Not told.
    #[default]
    Unknown,
}

/// What else is told of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkFlags {
    /// Passable from its first node to its second.
    pub forward: bool,
    /// And back.
    pub backward: bool,
    /// A bridge.
    pub bridge: bool,
    /// A ford.
    pub ford: bool,
    /// A toll is due.
    pub toll: bool,
    /// Closed to the public (`access=no|private`): kept, since a relief permit may open it; no profile uses it unasked.
    pub private: bool,
}

/// A crossing between two countries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Border {
    /// Name of the post or posts, such as `Kidira–Diboli`.
    pub name: String,
    /// The countries on either side, where they are known.
    pub countries: Option<[Country; 2]>,
    /// Usual hours of waiting there for a loaded truck, where the source tells them.
    #[serde(default)]
    pub hours: Option<f32>,
}

/// A node where links meet or end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Where.
    pub point: Coordinate,
    /// The node's id in its source (an OpenStreetMap node id), 0 if it has none.
    pub source_id: i64,
    /// Name of the town, post or port, if it has one.
    pub name: Option<String>,
    /// The border crossing that it is, if it is one.
    pub border: Option<Border>,
}

/// A piece of road between two nodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// First node.
    pub from: NodeId,
    /// Second node.
    pub to: NodeId,
    /// Length, metres.
    pub length_m: f64,
    /// Class.
    pub class: RoadClass,
    /// Surface.
    pub surface: Surface,
    /// OpenStreetMap's `tracktype` grade 1–5, 0 if not told.
    pub tracktype: u8,
    /// Legal maximum, km/h, if told.
    pub max_speed_kmh: Option<f32>,
    /// Time of passing, seconds, where the source gives it (a network with its own times); it wins over class speeds.
    pub duration_s: Option<f32>,
    /// Greatest permitted mass, tonnes.
    pub max_weight_t: Option<f32>,
    /// Greatest permitted height, metres.
    pub max_height_m: Option<f32>,
    /// Road numbers, canonical (`RN1` for `RN 1`, `N1`), and names; indices into [`Network::names`].
    pub names: Vec<u32>,
    /// Directions and the rest.
    pub flags: LinkFlags,
    /// The way it came from, 0 if none.
    pub source_id: i64,
    /// Points between the two nodes: a range of [`Network::shape`].
    pub shape: std::ops::Range<u32>,
}

/// A road network.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// What it was made from, for answers to name: file and date, or the case's own.
    pub release: String,
    /// Licence and attribution of the data.
    pub licence: String,
    /// Nodes.
    pub nodes: Vec<Node>,
    /// Links.
    pub links: Vec<Link>,
    /// Road numbers and names, each once.
    pub names: Vec<String>,
    /// Intermediate points of all links.
    pub shape: Vec<Coordinate>,
    /// Turns that are forbidden: from a link, over a node, into a link.
    pub forbidden_turns: Vec<(LinkId, NodeId, LinkId)>,
    /// What stands on the road at a node, as OpenStreetMap's `barrier` has it: `border_control`, `toll_booth`, `gate` …
    #[serde(default)]
    pub barriers: Vec<(NodeId, String)>,
}
