"""The app as a plain CloudFormation template, made by Chalice's own packaging machinery.

`chalice package` does not take `@app.on_s3_event`, because SAM cannot add notifications to a bucket that
exists; CDK can, so the generator here leaves the buckets to it. SAM is expanded at once, so that tests,
linters and emulators see functions, permissions and API resources instead of a transform.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from chalice.config import Config
from chalice.deploy import models
from chalice.deploy.appgraph import ApplicationGraphBuilder, DependencyBuilder
from chalice.deploy.deployer import BuildStage, DeploymentPackager, InjectDefaults, SwaggerBuilder
from chalice.deploy.packager import BaseLambdaDeploymentPackager
from chalice.deploy.swagger import CFNSwaggerGenerator
from chalice.package import JSONTemplateSerializer, ResourceBuilder, SAMTemplateGenerator
from chalice.utils import to_cfn_resource_name
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from infra.components import gateway_answers

Template = dict[str, Any]
FUNCTION = "AWS::Serverless::Function"
AT_ONCE = 2
"""How many functions of a kind work on a queue at the same time, the fewest that Lambda takes: one keeps the
day's entries going, and a second one a run that somebody waits for."""
TLS = {"SecurityPolicy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "EndpointAccessMode": "STRICT"}
"""TLS 1.2 and 1.3, with keys of one session each; by itself a regional API takes TLS 1.0. Strict: only by the
API's own name, which the certificate and the request both have to show."""


class Session(NamedTuple):
    """Stands in for the session of boto3 that the translator asks for its region, and nothing else."""

    region_name: str


class ServicePrincipals:
    """Stands in for Chalice's options, which open a session to ask the region for its principals."""

    @staticmethod
    def service_principal(service: str) -> str:
        """The principal of an AWS service."""
        return f"{service}.amazonaws.com"


class Generator(SAMTemplateGenerator):
    """Chalice's generator, saying what Chalice has no setting for."""

    def __init__(self, config: Config, physical_name: Callable[[str], str]) -> None:
        super().__init__(config, ServicePrincipals())  # type: ignore[arg-type]
        self._physical_name = physical_name

    def _generate_lambdafunction(self, resource: models.LambdaFunction, template: Template) -> None:
        super()._generate_lambdafunction(resource, template)
        function = template["Resources"][to_cfn_resource_name(resource.resource_name)]
        # A name known in advance: log groups and rights can be limited to it before the function exists.
        function["Properties"]["FunctionName"] = self._physical_name(resource.resource_name)

    def _generate_sqseventsource(self, resource: models.SQSEventSource, template: Template) -> None:
        super()._generate_sqseventsource(resource, template)
        function = template["Resources"][to_cfn_resource_name(resource.lambda_function.resource_name)]
        for event in function["Properties"]["Events"].values():
            # Without it Lambda deletes the whole batch, whatever the handler says about its messages.
            event["Properties"]["FunctionResponseTypes"] = ["ReportBatchItemFailures"]
            # Without it a full queue takes as many functions as the account has, and the API none.
            event["Properties"].setdefault("ScalingConfig", {"MaximumConcurrency": AT_ONCE})

    def _generate_restapi(self, resource: models.RestAPI, template: Template) -> None:
        super()._generate_restapi(resource, template)
        properties = template["Resources"]["RestAPI"]["Properties"]
        properties |= TLS
        properties["DefinitionBody"] |= gateway_answers.declared()

    def _generate_s3bucketnotification(
        self, resource: models.S3BucketNotification, template: Template
    ) -> None:
        """Nothing: the construct adds the notifications."""


def serverless_template(
    config: Config, packager: BaseLambdaDeploymentPackager, physical_name: Callable[[str], str]
) -> Template:
    """The SAM template of an app; its functions' `CodeUri` is the path of the package on this machine."""
    build = BuildStage(
        [
            InjectDefaults(),
            DeploymentPackager(packager),  # type: ignore[arg-type]
            SwaggerBuilder(CFNSwaggerGenerator()),
        ]
    )
    builder = ResourceBuilder(ApplicationGraphBuilder(), DependencyBuilder(), build)
    resources = builder.construct_resources(config, config.chalice_stage)
    template = Generator(config, physical_name).generate(resources)
    return dict(json.loads(JSONTemplateSerializer().serialize_template(template)))


def package_of(template: Template) -> str:
    """The path of the package that all functions of a SAM template share."""
    (path,) = {function["Properties"]["CodeUri"] for function in functions(template)}
    return str(path)


def expanded(template: Template, bucket: str, key: str, region: str) -> Template:
    """Plain CloudFormation for a SAM template whose package lies in a bucket."""
    for function in functions(template):
        function["Properties"]["CodeUri"] = {"Bucket": bucket, "Key": key}
    translator = Translator({}, Parser(), boto_session=Session(region))
    plain: Template = translator.translate(template, parameter_values={})
    plain.pop("Transform", None)
    return plain


def functions(template: Template) -> list[Template]:
    """The function resources of a SAM template."""
    return [resource for resource in template["Resources"].values() if resource["Type"] == FUNCTION]
