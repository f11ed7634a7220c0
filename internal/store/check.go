package store

import (
	"strings"
	"unicode/utf8"

	"capaian/internal/fault"
)

// What a key may hold is DynamoDB's: 2 KB for a partition key, 1 KB for a sort key, of
// which a Key has 900 bytes and a revision the rest.
const (
	maxPartition = 1000
	maxKey       = 900
	maxRev       = 100
)

// CheckCommand refuses what no implementation takes: an empty or oversized
// command, a key that SK could not carry, two reads or writes of one item, a read or a
// write of a document that is switched at once. It is shared so that all refuse alike.
// Codes: Invalid, Duplicate, TooLarge.
func CheckCommand(c Command) error {
	if err := CheckPartition(c.Partition); err != nil {
		return err
	}
	if err := checkAudit(c.Audit); err != nil {
		return err
	}
	if c.Index != nil && !validText(*c.Index, maxPartition) {
		return fault.New(fault.Invalid, "indeks tidak sah")
	}
	if i := c.Idem; i != nil {
		if i.Key == "" || !validText(i.Key, maxPartition) || i.Body == "" || !validText(i.Body, maxPartition) {
			return fault.New(fault.Invalid, "kunci idempotensi tidak sah")
		}
	}
	switched := make(map[string]bool, len(c.Switches))
	for _, s := range c.Switches {
		if err := CheckRev(s.Doc, s.To); err != nil {
			return err
		}
		if switched[s.Doc] || s.From == s.To {
			return fault.New(fault.Invalid, "peralihan dokumen tidak sah")
		}
		switched[s.Doc] = true
	}
	seen := make(map[Key]bool, len(c.Reads)+len(c.Writes))
	for _, r := range c.Reads {
		if err := CheckKey(r.Key); err != nil {
			return err
		}
		if seen[r.Key] || r.Versi < 0 || switched[r.Key.Doc] {
			return fault.New(fault.Invalid, "syarat baris tidak sah")
		}
		seen[r.Key] = true
	}
	for _, w := range c.Writes {
		if err := CheckKey(w.Key); err != nil {
			return err
		}
		if seen[w.Key] {
			return fault.New(fault.Duplicate, "baris", w.Key.Doc+"#"+w.Key.Row)
		}
		seen[w.Key] = true
		if w.Versi < 0 || w.Delete && w.Versi == 0 || switched[w.Key.Doc] {
			return fault.New(fault.Invalid, "perubahan baris tidak sah")
		}
	}
	return checkSize(c)
}

// checkAudit refuses an entry without its verb or time. Text that is not UTF-8 would come
// back changed and break the chain's hash.
func checkAudit(a Audit) error {
	if a.Perintah == "" || a.Waktu.IsZero() {
		return fault.New(fault.Invalid, "perintah tanpa jejak audit")
	}
	for _, s := range []string{a.Pelaku.Sub, a.Pelaku.Nama, a.Pelaku.Peran, a.Pelaku.OPD, a.Pelaku.Unit, a.Dari, a.Perintah, a.Objek} {
		if !utf8.ValidString(s) {
			return fault.New(fault.Invalid, "jejak audit bukan teks UTF-8")
		}
	}
	if len(a.Lama)+len(a.Baru) > MaxItem {
		return fault.New(fault.TooLarge, "400 KB jejak audit")
	}
	return nil
}

func checkSize(c Command) error {
	items := len(c.Reads) + len(c.Writes) + 2 // META and the audit entry
	if c.Idem != nil {
		items++
		if len(c.Idem.Key)+len(c.Idem.Response) > MaxItem {
			return fault.New(fault.TooLarge, "400 KB jawaban")
		}
	}
	if items > MaxItems {
		return fault.New(fault.TooLarge, "100 baris sekali simpan")
	}
	for _, w := range c.Writes {
		if rowSize(c.Partition, w.Key, w.Data) > MaxItem {
			return fault.New(fault.TooLarge, "400 KB sebaris")
		}
	}
	if c.Size() > MaxTransaction {
		return fault.New(fault.TooLarge, "4 MB sekali simpan")
	}
	return nil
}

// Size is the bytes that a command counts for against MaxTransaction.
func (c Command) Size() int {
	n := len(c.Audit.Lama) + len(c.Audit.Baru)
	if c.Idem != nil {
		n += len(c.Idem.Key) + len(c.Idem.Response)
	}
	for _, w := range c.Writes {
		n += rowSize(c.Partition, w.Key, w.Data)
	}
	return n
}

func rowSize(p Partition, k Key, data []byte) int {
	return len(p) + len(k.Doc) + len(k.Row) + len(data)
}

// CheckStage refuses rows that no implementation stages. Codes: Invalid, TooLarge.
func CheckStage(p Partition, doc, rev string, rows []Row) error {
	if err := CheckPartition(p); err != nil {
		return err
	}
	if err := CheckRev(doc, rev); err != nil {
		return err
	}
	for _, r := range rows {
		k := Key{Doc: doc, Row: r.Row}
		if err := CheckKey(k); err != nil {
			return err
		}
		if rowSize(p, k, r.Data) > MaxItem {
			return fault.New(fault.TooLarge, "400 KB sebaris")
		}
	}
	return nil
}

// CheckPartition refuses a partition that no table could carry.
func CheckPartition(p Partition) error {
	if p == "" || !validText(string(p), maxPartition) {
		return fault.New(fault.Invalid, "partisi tidak sah")
	}
	return nil
}

// CheckKey refuses a key that SK could not carry.
func CheckKey(k Key) error {
	if k.Doc == "" || k.Row == "" || strings.Contains(k.Doc, "@") || !validText(k.Doc+"#"+k.Row, maxKey+1) {
		return fault.New(fault.Invalid, "kunci baris tidak sah")
	}
	return nil
}

// CheckRev refuses a document or a revision that SK could not carry.
func CheckRev(doc, rev string) error {
	if err := CheckKey(Key{Doc: doc, Row: "-"}); err != nil {
		return err
	}
	if rev == "" || strings.Contains(rev, "#") || !validText(rev, maxRev) {
		return fault.New(fault.Invalid, "revisi dokumen tidak sah")
	}
	return nil
}

// validText tells whether s is UTF-8 of at most limit bytes without the NUL that
// divides keys in the embedded file.
func validText(s string, limit int) bool {
	return len(s) <= limit && utf8.ValidString(s) && !strings.Contains(s, "\x00")
}

// CheckHasil refuses a value that no implementation takes. Codes: Invalid, TooLarge.
func CheckHasil(k HasilKey, h Hasil) error {
	if k.OPD == "" || !validText(k.OPD, maxKey) || k.TW < 1 || k.TW > 4 {
		return fault.New(fault.Invalid, "kunci hasil tidak sah")
	}
	if len(h.Data) > MaxHasil {
		return fault.New(fault.TooLarge, "3,6 MB hasil")
	}
	return nil
}
