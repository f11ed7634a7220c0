package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"capaian/infra/templat"
)

// ref is what !Ref gives of a resource of the stack.
func (s *stack) ref(id, kind string) string {
	switch kind {
	case "AWS::DynamoDB::Table":
		return stackName + "-" + id
	case "AWS::S3::Bucket":
		return stackName + "-" + strings.ToLower(id)
	case "AWS::SQS::Queue":
		return s.endpoints.private + "/" + account + "/" + id
	}
	return id
}

// attribute is what !GetAtt gives.
func (s *stack) attribute(id, kind, name string) string {
	at := region + ":" + account + ":"
	switch kind + " " + name {
	case "AWS::DynamoDB::Table StreamArn":
		return s.tables[id]
	case "AWS::DynamoDB::Table Arn":
		return "arn:aws:dynamodb:" + at + "table/" + s.ref(id, kind)
	case "AWS::S3::Bucket Arn":
		return "arn:aws:s3:::" + s.ref(id, kind)
	case "AWS::SQS::Queue Arn":
		return "arn:aws:sqs:" + at + id
	case "AWS::Serverless::Function Arn":
		return "arn:aws:lambda:" + at + "function:" + id
	case "AWS::Serverless::Function Alias":
		return "arn:aws:lambda:" + at + "function:" + id + ":live"
	}
	return id + "." + name
}

// makeTables makes the template's tables that are not there yet, and learns the names of
// their streams.
func (s *stack) makeTables(ctx context.Context) error {
	list, err := s.template.Resources("AWS::DynamoDB::Table")
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := s.makeTable(ctx, r); err != nil {
			return fmt.Errorf("%s: %w", r.ID, err)
		}
	}
	return nil
}

func (s *stack) makeTable(ctx context.Context, r templat.Resource) error {
	name := s.ref(r.ID, r.Type)
	// The template names a table's properties as the API does, but for these.
	var in dynamodb.CreateTableInput
	if err := remarshal(r.Properties, &in, "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode", "StreamSpecification"); err != nil {
		return err
	}
	in.TableName = &name
	if in.StreamSpecification != nil {
		in.StreamSpecification.StreamEnabled = aws.Bool(true)
	}
	db := s.clients.dynamodb
	_, err := db.CreateTable(ctx, &in)
	var there *types.ResourceInUseException
	made := err == nil
	if err != nil && !errors.As(err, &there) {
		return err
	}
	d := &dynamodb.DescribeTableInput{TableName: &name}
	ready := dynamodb.NewTableExistsWaiter(db, func(o *dynamodb.TableExistsWaiterOptions) { o.MinDelay = time.Second })
	out, err := ready.WaitForOutput(ctx, d, time.Minute)
	if err != nil {
		return err
	}
	s.tables[r.ID] = aws.ToString(out.Table.LatestStreamArn)
	var ttl types.TimeToLiveSpecification
	if r.Properties["TimeToLiveSpecification"] == nil || !made {
		return nil
	}
	if err := remarshal(r.Properties.At("TimeToLiveSpecification"), &ttl); err != nil {
		return err
	}
	_, err = db.UpdateTimeToLive(ctx, &dynamodb.UpdateTimeToLiveInput{TableName: &name, TimeToLiveSpecification: &ttl})
	return err
}

// remarshal reads properties, all or those named, into the shape that the API has for
// them.
func remarshal(p templat.Node, into any, names ...string) error {
	part := p
	if len(names) > 0 {
		part = templat.Node{}
		for _, n := range names {
			if v, ok := p[n]; ok {
				part[n] = v
			}
		}
	}
	b, err := json.Marshal(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

// makeBuckets makes the template's buckets that are not there yet.
func (s *stack) makeBuckets(ctx context.Context) error {
	list, err := s.template.Resources("AWS::S3::Bucket")
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := s.makeBucket(ctx, r); err != nil {
			return fmt.Errorf("%s: %w", r.ID, err)
		}
	}
	return nil
}

func (s *stack) makeBucket(ctx context.Context, r templat.Resource) error {
	name, p := s.ref(r.ID, r.Type), r.Properties
	lock := p.Flag("ObjectLockEnabled")
	_, err := s.clients.s3.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name, ObjectLockEnabledForBucket: aws.Bool(lock)})
	var there *s3types.BucketAlreadyOwnedByYou
	if errors.As(err, &there) {
		return nil
	}
	if err != nil {
		return err
	}
	if p.At("VersioningConfiguration").Text("Status") == "Enabled" {
		if _, err := s.clients.s3.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: &name,
			VersioningConfiguration: &s3types.VersioningConfiguration{Status: s3types.BucketVersioningStatusEnabled}}); err != nil {
			return err
		}
	}
	if rule := p.At("ObjectLockConfiguration", "Rule", "DefaultRetention"); lock && len(rule) > 0 {
		retention := &s3types.DefaultRetention{Mode: s3types.ObjectLockRetentionMode(rule.Text("Mode"))}
		if y := rule.Int("Years", 0); y > 0 {
			retention.Years = aws.Int32(int32(y))
		} else {
			retention.Days = aws.Int32(int32(rule.Int("Days", 1)))
		}
		_, err := s.clients.s3.PutObjectLockConfiguration(ctx, &s3.PutObjectLockConfigurationInput{Bucket: &name,
			ObjectLockConfiguration: &s3types.ObjectLockConfiguration{ObjectLockEnabled: s3types.ObjectLockEnabledEnabled,
				Rule: &s3types.ObjectLockRule{DefaultRetention: retention}}})
		return err
	}
	return nil
}
