//! People in the order in which people look names up: by their reading, then name, then id. Every list of people stands so.

use super::{
    Person, Register,
    id::PersonId,
    kana::{SortKey, person_sort_key},
    records::{Group, Membership, Partner, Staff},
};

impl Register {
    /// The staff.
    pub fn staff_in_order(&self) -> Vec<&Staff> {
        let mut staff: Vec<&Staff> = self.staff().iter().collect();
        staff.sort_by_cached_key(|staff| self.place_of(&staff.id));
        staff
    }

    /// The people of other offices.
    pub fn partners_in_order(&self) -> Vec<&Partner> {
        let mut partners: Vec<&Partner> = self.partners().iter().collect();
        partners.sort_by_cached_key(|partner| self.place_of(&partner.id));
        partners
    }

    /// The memberships of a group; those of one person as they were recorded.
    pub fn members_in_order<'g>(&self, group: &'g Group) -> Vec<&'g Membership> {
        let mut members: Vec<&Membership> = group.memberships.iter().collect();
        members.sort_by_cached_key(|row| self.place_of(&row.person));
        members
    }

    /// A person's place among others; one who is not recorded stands by their number.
    pub fn place_of(&self, id: &PersonId) -> SortKey {
        let person = self.person(id);
        person_sort_key(person.and_then(Person::kana), person.and_then(Person::name), id.as_str())
    }
}
