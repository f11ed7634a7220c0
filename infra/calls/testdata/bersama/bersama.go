// Package bersama is what the two programs beside it share: a port and its one
// implementation, of whose methods each program uses some.
package bersama

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"capaian/internal/store"
)

// Port is all that Awan can do.
type Port interface {
	Baca(context.Context) error
	Tulis(context.Context, store.Write) error
	Unggah(context.Context) error
	Hapus(context.Context) error
}

// Awan implements Port.
type Awan struct {
	Dynamo *dynamodb.Client
	S3     *s3.PresignClient
}

// Baca queries, by a paginator.
func (a *Awan) Baca(ctx context.Context) error {
	_, err := dynamodb.NewQueryPaginator(a.Dynamo, &dynamodb.QueryInput{}).NextPage(ctx)
	return err
}

// Tulis puts, and deletes where w says so.
func (a *Awan) Tulis(ctx context.Context, w store.Write) error {
	op := types.TransactWriteItem{Put: &types.Put{}}
	if w.Delete {
		op = hapus()
	}
	_, err := a.Dynamo.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{op}})
	return err
}

func hapus() types.TransactWriteItem { return types.TransactWriteItem{Delete: &types.Delete{}} }

// Unggah presigns a form whose object is locked.
func (a *Awan) Unggah(ctx context.Context) error {
	_, err := a.S3.PresignPostObject(ctx, &s3.PutObjectInput{ObjectLockMode: "GOVERNANCE"})
	return err
}

// Hapus is reached by neither program.
func (a *Awan) Hapus(ctx context.Context) error {
	_, err := a.Dynamo.DeleteTable(ctx, &dynamodb.DeleteTableInput{})
	return err
}

// Handler returns what the platform calls, as a closure over p.
func Handler(p Port) func(context.Context) error {
	return func(ctx context.Context) error { return p.Tulis(ctx, store.Write{Delete: false}) }
}
