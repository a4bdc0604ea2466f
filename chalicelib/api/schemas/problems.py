"""What is answered where a request is not answered as asked."""

from marshmallow import INCLUDE, fields, validate

from chalicelib.api.schemas.kinds import Answer, text


class Problem(Answer):
    """A problem document, RFC 9457; some say more than this."""

    class Meta:
        """What is answered beside the usual members differs from problem to problem."""

        unknown = INCLUDE

    type = text(metadata={"format": "uri-reference"})
    title = text(metadata={"description": "Never changes: programs may go by it."})
    status = fields.Integer(required=True, strict=True, validate=validate.Range(400, 599))
    detail = text(metadata={"description": "For people."})
    instance = text(metadata={"description": "The request's id as a URN."})


class InvalidProblem(Problem):
    """A problem document that says what is wrong with which field of the body."""

    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": "By field, fields within fields joined by dots: `lines.0.value`."},
    )
