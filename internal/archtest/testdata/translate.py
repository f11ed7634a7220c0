"""Prints template.yaml as the SAM translator makes it, in JSON."""
import json

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

with open("template.yaml", encoding="utf-8") as f:
    template = yaml_parse(f)
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://bucket/key"
print(json.dumps(Translator({}, Parser()).translate(template, {"NamaDomain": "capaian.example"})))
