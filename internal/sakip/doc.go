// Package sakip is the domain: what a government agency promises, reports and
// spends under SAKIP (Perpres 29/2014), and how every figure follows from it. It is
// pure: no storage, no network, no clock, no environment, no binary floats. A file holds
// one noun: its type, what makes it valid, and its formulas. Hitung is the whole:
// the data of an agency-year in, every derived figure with its explanation out.
//
// A value that may be unknown is a *decimal.Decimal; nil is "not known", never zero.
package sakip
