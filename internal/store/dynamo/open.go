package dynamo

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// Open makes a Store with the region and credentials that the platform gives.
func Open(ctx context.Context, opt Options) (*Store, error) {
	c, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("AWS configuration: %w", err)
	}
	return New(dynamodb.NewFromConfig(c), opt), nil
}
