package dynamo

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// tableWait is how long Tables waits for a table to become ready.
const tableWait = time.Minute

// Tables makes the two tables that are not there yet, for tests and the local stack;
// in the cloud the template makes them. Both are on demand. Kinerja has GSI1, the ttl, and
// a stream of keys alone: an event is a hint and carries nobody's data.
func Tables(ctx context.Context, client *dynamodb.Client, kinerja, hasil string) error {
	made, err := makeTable(ctx, client, &dynamodb.CreateTableInput{
		TableName:            &kinerja,
		AttributeDefinitions: stringKeys(attrPK, attrSK, attrIndex),
		KeySchema:            keys(attrPK, attrSK),
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{{
			IndexName: aws.String(indexName), KeySchema: keys(attrIndex, attrPK),
			Projection: &types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: []string{attrVersi, attrHead, attrDocs}},
		}},
		StreamSpecification: &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeKeysOnly},
	})
	if err != nil {
		return err
	}
	if made {
		if _, err := client.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{TableName: &kinerja,
			TimeToLiveSpecification: &types.TimeToLiveSpecification{AttributeName: aws.String(attrTTL), Enabled: aws.Bool(true)}}); err != nil {
			return err
		}
	}
	_, err = makeTable(ctx, client, &dynamodb.CreateTableInput{
		TableName: &hasil, AttributeDefinitions: stringKeys(attrPK, attrSK), KeySchema: keys(attrPK, attrSK),
	})
	return err
}

// makeTable tells whether it made the table, which is then ready.
func makeTable(ctx context.Context, client *dynamodb.Client, in *dynamodb.CreateTableInput) (bool, error) {
	in.BillingMode = types.BillingModePayPerRequest
	_, err := client.CreateTable(ctx, in)
	var there *types.ResourceInUseException
	if errors.As(err, &there) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	ready := dynamodb.NewTableExistsWaiter(client, func(o *dynamodb.TableExistsWaiterOptions) { o.MinDelay = time.Second })
	return true, ready.Wait(ctx, &dynamodb.DescribeTableInput{TableName: in.TableName}, tableWait)
}

// stringKeys declares attributes that are keys somewhere.
func stringKeys(names ...string) []types.AttributeDefinition {
	var all []types.AttributeDefinition
	for _, n := range names {
		all = append(all, types.AttributeDefinition{AttributeName: aws.String(n), AttributeType: types.ScalarAttributeTypeS})
	}
	return all
}

// keys are the partition key and the sort key of a table or an index.
func keys(partition, sort string) []types.KeySchemaElement {
	return []types.KeySchemaElement{
		{AttributeName: &partition, KeyType: types.KeyTypeHash},
		{AttributeName: &sort, KeyType: types.KeyTypeRange},
	}
}
