//! The structure of a paper for those who do not see it: what is a heading, a table, a list.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// What something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of a level from 1, with its words.
    Heading(u16, String),
    Paragraph,
    Table,
    Row,
    /// A cell that names its column.
    ColumnHead,
    /// A cell that names what stands beside it.
    RowHead,
    Cell,
    List,
    Item,
    /// The sign before an item.
    Label,
    Body,
    /// A picture, with what it says.
    Figure(String),
}

impl Role {
    fn tag(&self) -> TagKind {
        match self {
            Self::Heading(level, words) => {
                Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(words.clone())).into()
            }
            Self::Paragraph => Tag::P.into(),
            Self::Table => Tag::Table.into(),
            Self::Row => Tag::TR.into(),
            Self::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
            Self::RowHead => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell => Tag::TD.into(),
            Self::List => Tag::L(ListNumbering::None).into(),
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Body => Tag::LBody.into(),
            Self::Figure(says) => Tag::Figure(Some(says.clone())).into(),
        }
    }
}

/// The place of something in the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NodeId(usize);

/// The structure, in the order in which it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    /// Each with its parent, which comes before it.
    nodes: Vec<(Role, Option<NodeId>)>,
}

impl Tree {
    /// Adds something at the end of the paper.
    pub fn top(&mut self, role: Role) -> NodeId {
        self.add(role, None)
    }

    /// Adds something at the end of something else.
    pub fn within(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.add(role, Some(parent))
    }

    fn add(&mut self, role: Role, parent: Option<NodeId>) -> NodeId {
        self.nodes.push((role, parent));
        NodeId(self.nodes.len() - 1)
    }

    /// How much there is, for [`Self::split_off`].
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Takes out what was added since.
    pub fn split_off(&mut self, len: usize) -> Vec<(Role, Option<NodeId>)> {
        self.nodes.split_off(len.min(self.nodes.len()))
    }

    /// Puts back what was taken out, at the place where it was.
    pub fn append(&mut self, nodes: Vec<(Role, Option<NodeId>)>) {
        self.nodes.extend(nodes);
    }

    /// What something is, and what it is part of.
    #[cfg(test)]
    pub fn node(&self, node: NodeId) -> (&Role, Option<NodeId>) {
        let (role, parent) = &self.nodes[node.0];
        (role, *parent)
    }

    /// The headings from above to below, each with its place.
    pub fn headings(&self) -> impl Iterator<Item = (NodeId, u16, &str)> {
        self.nodes.iter().enumerate().filter_map(|(place, (role, _))| match role {
            Role::Heading(level, words) => Some((NodeId(place), *level, words.as_str())),
            _ => None,
        })
    }

    /// The tree of the file: everything with what was drawn of it.
    pub fn tag_tree(&self, drawn: Vec<(NodeId, Identifier)>) -> TagTree {
        let mut groups: Vec<TagGroup> =
            self.nodes.iter().map(|(role, _)| TagGroup::new(role.tag())).collect();
        for (node, identifier) in drawn {
            if let Some(group) = groups.get_mut(node.0) {
                group.push(identifier);
            }
        }
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut top = Vec::new();
        for (place, (_, parent)) in self.nodes.iter().enumerate() {
            match parent.and_then(|parent| children.get_mut(parent.0)) {
                Some(children) => children.push(place),
                None => top.push(place),
            }
        }
        // From the last to the first: whatever has children stands before them.
        let mut built: Vec<Option<TagGroup>> = vec![None; self.nodes.len()];
        while let (Some(mut group), Some(children)) = (groups.pop(), children.pop()) {
            for child in children {
                group.children.extend(built.get_mut(child).and_then(Option::take).map(Node::Group));
            }
            if let Some(place) = built.get_mut(groups.len()) {
                *place = Some(group);
            }
        }
        let top = top.into_iter().filter_map(|place| built.get_mut(place)?.take()).map(Node::Group).collect();
        TagTree { children: top, lang: Some("ja".to_owned()) }
    }
}
