// Package fault holds the one error type of the program: an English code that
// code branches on, the field it concerns, and the values a text needs. What
// people read is made from it in teks.go; which HTTP status it gets is decided
// in httpx. It imports the standard library only, so that every layer can use it.
package fault

import (
	"errors"
	"strings"
)

// Code says what went wrong; callers branch on it, never on a message.
type Code string

// The codes. A code that teks.go has no text for fails a test.
const (
	Required        Code = "required"         // a value that must be given is blank
	NotANumber      Code = "not_a_number"     // letters, two signs, a misplaced separator
	Ambiguous       Code = "ambiguous_number" // 1.234: two readings; args: first, second
	NumberTooLong   Code = "number_too_long"  // more than 30 digits, or an exponent; args: what was written
	OutOfRange      Code = "out_of_range"     // args: lowest, highest allowed
	Invalid         Code = "invalid"          // args: what is wrong, in Indonesian
	Unknown         Code = "unknown"          // refers to a thing that is not there; args: kind, id
	Duplicate       Code = "duplicate"        // args: kind, id
	Unexplained     Code = "reason_required"  // unusual, and no reason is given; args: what was noticed
	NotFound        Code = "not_found"        // args: kind, id
	Conflict        Code = "version_conflict" // the item's own Versi moved; Data holds the current item
	Exists          Code = "already_exists"   // create of a thing that is there; Data holds it
	PreconditionReq Code = "precondition_required"
	IdemReused      Code = "idempotency_key_reused" // same key, another body
	Unauthenticated Code = "unauthenticated"
	SignInFailed    Code = "sign_in_failed" // args: why the issuer's proof didn't come
	NotRegistered   Code = "not_registered" // proven, and nobody here; args: sub
	Forbidden       Code = "forbidden"      // args: who may
	CrossOrigin     Code = "cross_origin"
	FormToken       Code = "form_token" // a form without the token of its session
	Locked          Code = "locked"     // args: which rule, who can open it
	TooMany         Code = "too_many"   // requests in a short time; args: seconds to wait
	TooLarge        Code = "too_large"  // body, item or transaction; args: limit
	BadJSON         Code = "bad_json"   // args: what and where
	MediaType       Code = "media_type" // args: accepted
	Method          Code = "method_not_allowed"
	FindingGone     Code = "finding_gone" // the review has it no more
	LinkExpired     Code = "link_expired"
	LinkRevoked     Code = "link_revoked"
	SignatureBad    Code = "signature_invalid"
	LocalOnly       Code = "local_only" // a development route outside local mode
	Busy            Code = "busy"       // contention outlasted the retries
	ReadOnly        Code = "storage_unwritable"
	Internal        Code = "internal"
)

// Codes is every code, in the order above; tests hold the tables by code to it.
func Codes() []Code {
	return []Code{
		Required, NotANumber, Ambiguous, NumberTooLong, OutOfRange, Invalid, Unknown, Duplicate,
		Unexplained, NotFound, Conflict, Exists, PreconditionReq, IdemReused, Unauthenticated, SignInFailed, NotRegistered, Forbidden,
		CrossOrigin, FormToken, Locked, TooMany, TooLarge, BadJSON, MediaType, Method, FindingGone, LinkExpired, LinkRevoked,
		SignatureBad, LocalOnly, Busy, ReadOnly, Internal,
	}
}

// Error is a fault. Field is the path of the input it concerns ("pembilang",
// "indikator[3].target"), empty when it concerns the whole. Args fill the text
// in order. Data is what the other side needs to decide (the current item).
type Error struct {
	Code  Code
	Field string
	Args  []string
	Data  any
	Err   error
}

// New makes a fault that concerns the whole request.
func New(code Code, args ...string) *Error { return &Error{Code: code, Args: args} }

// At makes a fault that concerns one field.
func At(field string, code Code, args ...string) *Error {
	return &Error{Code: code, Field: field, Args: args}
}

// Wrap keeps the cause for the log; people see only the code's text.
func Wrap(code Code, err error, args ...string) *Error {
	return &Error{Code: code, Args: args, Err: err}
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Code))
	if e.Field != "" {
		b.WriteString(" at " + e.Field)
	}
	if len(e.Args) > 0 {
		b.WriteString(" [" + strings.Join(e.Args, "; ") + "]")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// List is every fault of one input, in the order they were found.
type List []*Error

func (l List) Error() string {
	parts := make([]string, len(l))
	for i, e := range l {
		parts[i] = e.Error()
	}
	return strings.Join(parts, ", ")
}

// Add appends err under field prefix when it is a fault or a list of faults;
// nil is ignored and any other error becomes Internal.
func (l *List) Add(prefix string, err error) {
	if err == nil {
		return
	}
	var many List
	var one *Error
	switch {
	case errors.As(err, &many):
		for _, e := range many {
			l.Add(prefix, e)
		}
	case errors.As(err, &one):
		c := *one
		c.Field = join(prefix, c.Field)
		*l = append(*l, &c)
	default:
		*l = append(*l, &Error{Code: Internal, Field: prefix, Err: err})
	}
}

// Err is nil when the list is empty, so that it can be returned as an error.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

func join(prefix, field string) string {
	switch {
	case prefix == "":
		return field
	case field == "":
		return prefix
	default:
		return prefix + "." + field
	}
}

// CodeOf is the code of the first fault in err, Internal for any other error,
// and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var many List
	if errors.As(err, &many) && len(many) > 0 {
		return many[0].Code
	}
	var one *Error
	if errors.As(err, &one) {
		return one.Code
	}
	return Internal
}

// All flattens err into its faults; an error that is none becomes Internal.
func All(err error) List {
	var l List
	l.Add("", err)
	return l
}
