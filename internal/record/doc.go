// Package record says what lies in which item of the table Kinerja: the keys, each
// noun as the data of its item, and an agency-year loaded whole. Nobody else knows a
// document's name or reads an item's bytes. Items hold the shapes of package wire.
package record
