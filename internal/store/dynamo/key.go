package dynamo

import (
	"fmt"
	"unicode/utf8"

	"capaian/internal/store"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// The keys. Both tables have the string keys PK and SK.
//
//	Kinerja  <partition>       META            the state of a partition
//	         <partition>       IND@0#IKU-1.1   an item, see store.SK
//	         AUD#<partition>   0000000000000000007  an entry of the audit chain, by Seq
//	         IDEM#<key>        IDEM            an idempotency record
//	Hasil    OPD#<opd>         T#2023#TW4      a derived value
//	         OPD#<opd>         T#2023#TW4#B01  the rest of one that is too long for an item
//
// GSI1 has GSI1PK, META's Index, and PK. Only META items that are listed have a GSI1PK.
const (
	attrPK    = "PK"
	attrSK    = "SK"
	attrIndex = "GSI1PK"

	indexName = "GSI1"
	skMeta    = "META"
	skIdem    = "IDEM"
)

// What DynamoDB takes as a key; nothing can lie under a longer one.
const (
	maxPK = 2048
	maxSK = 1024
)

func auditPK(p store.Partition) string { return "AUD#" + string(p) }

func auditSK(seq int64) string { return fmt.Sprintf("%019d", seq) }

func idemPK(key string) string { return "IDEM#" + key }

func hasilPK(k store.HasilKey) string { return "OPD#" + k.OPD }

func hasilSK(k store.HasilKey) string { return fmt.Sprintf("T#%04d#TW%d", k.Tahun, k.TW) }

func hasilPartSK(k store.HasilKey, n int) string { return fmt.Sprintf("%s#B%02d", hasilSK(k), n) }

func keyOf(pk, sk string) image { return image{attrPK: text(pk), attrSK: text(sk)} }

// validKey tells whether an item may lie under a key. A reader who asks for another
// one, say out of an address, is told that nothing is there, not that DynamoDB refused.
func validKey(pk, sk string) bool {
	return pk != "" && sk != "" && len(pk) <= maxPK && len(sk) <= maxSK && utf8.ValidString(pk) && utf8.ValidString(sk)
}

// image is an item as DynamoDB has it.
type image = map[string]types.AttributeValue
