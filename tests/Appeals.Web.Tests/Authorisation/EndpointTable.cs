namespace Appeals.Web.Tests.Authorisation;

/// <param name="Endpoint">Method and route pattern, as the site declares them.</param>
/// <param name="Allowed">Who is let in; everybody else must be sent to sign in, refused, or told that there is no such thing.</param>
/// <param name="Sample">What the pattern's values stand for.</param>
public sealed record Entry(string Endpoint, Who Allowed, Sample Sample = Sample.None)
{
    public string Method => Endpoint[..Endpoint.IndexOf(' ', StringComparison.Ordinal)];
    public string Pattern => Endpoint[(Endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    public override string ToString() => Endpoint;
}

/// <summary>Every endpoint of the site, one line each, sorted by route. A new endpoint without a line fails the tests.</summary>
public static class EndpointTable
{
    public static IReadOnlyList<Entry> Entries { get; } =
    [
        new("GET /", Who.Everybody),
        new("GET /accessibility", Who.Everybody),
        new("GET /account", Who.SignedIn),
        new("POST /account/password", Who.SignedIn),
        new("POST /account/profile", Who.SignedIn),
        new("GET /account/second-factor", Who.SignedIn),
        new("POST /account/second-factor", Who.SignedIn),
        new("POST /account/second-factor/codes", Who.SignedIn),
        new("POST /account/second-factor/off", Who.SignedIn),
        new("POST /account/sessions/end", Who.SignedIn, Sample.EndsSession),
        new("POST /account/sessions/{id:guid}/end", Who.SignedIn, Sample.Session),
        new("GET /api/v1/appeals", Who.Keys),
        new("GET /api/v1/works/{**externalId}", Who.Key, Sample.Work),
        new("PUT /api/v1/works/{**externalId}", Who.Keys, Sample.Work),
        new("GET /appeals", Who.Creators),
        new("GET /appeals/{reference}", Who.Creator, Sample.Claimed),
        new("GET /appeals/{reference}/draft", Who.Creator, Sample.Draft),
        new("POST /appeals/{reference}/draft/check", Who.Creator, Sample.Draft),
        new("POST /appeals/{reference}/draft/discard", Who.Creator, Sample.Draft),
        new("POST /appeals/{reference}/draft/files", Who.Creator, Sample.Draft),
        new("POST /appeals/{reference}/draft/reason", Who.Creator, Sample.Draft),
        new("POST /appeals/{reference}/draft/words", Who.Creator, Sample.Draft),
        new("GET /appeals/{reference}/draft/{step}", Who.Creator, Sample.Draft),
        new("POST /appeals/{reference}/messages", Who.Creator, Sample.Claimed),
        new("GET /appeals/{reference}/receipt", Who.Creator, Sample.Claimed),
        new("POST /appeals/{reference}/withdraw", Who.Creator, Sample.Claimed),
        new("GET /check-mail", Who.Everybody),
        new("GET /confirm-address", Who.Everybody),
        new("POST /confirm-address", Who.Everybody),
        new("GET /contest/{labelId:guid}", Who.Creator, Sample.Label),
        new("POST /contest/{labelId:guid}", Who.Creator, Sample.Label),
        new("GET /dashboard", Who.Lead | Who.Admin | Who.OtherStaff),
        // the demo is switched off here
        new("GET /demo", Who.Nobody),
        new("GET /demo/{name}", Who.Nobody, Sample.Demo),
        new("GET /desk/{reference}", Who.Reviewers, Sample.Claimed),
        new("POST /desk/{reference}/ask", Who.Reviewers, Sample.Claimed),
        new("POST /desk/{reference}/claim", Who.Reviewers, Sample.Claimed),
        new("POST /desk/{reference}/decide", Who.Reviewers, Sample.Claimed),
        new("POST /desk/{reference}/message", Who.Reviewers, Sample.Claimed),
        new("POST /desk/{reference}/release", Who.Reviewers, Sample.Claimed),
        new("POST /desk/{reference}/renew", Who.Reviewers, Sample.Claimed),
        new("POST /desk/{reference}/undo", Who.Reviewers, Sample.Claimed),
        new("GET /dev/broken", Who.Everybody),
        new("GET /dev/mailbox", Who.Everybody),
        new("GET /dev/mailbox/{id:guid}", Who.Everybody, Sample.Mail),
        new("GET /dev/mailbox/{id:guid}/html", Who.Everybody, Sample.Mail),
        new("GET /dev/parts", Who.Everybody),
        new("POST /dev/parts", Who.Everybody),
        new("POST /dev/sign-in", Who.Everybody),
        new("ANY /error", Who.Nobody),
        new("GET /files/previews/{runId:guid}/{**name}", Who.Creator | Who.Reviewers, Sample.Preview),
        new("GET /files/{id:guid}/original", Who.Creator | Who.Reviewer, Sample.Original),
        new("POST /files/{id:guid}/original", Who.Reviewer, Sample.Original),
        new("GET /forgot-password", Who.Everybody),
        new("POST /forgot-password", Who.Everybody),
        new("GET /health/live", Who.Everybody),
        new("GET /health/ready", Who.Everybody),
        new("GET /how-it-works", Who.Everybody),
        new("GET /how-we-keep-files", Who.Everybody),
        new("GET /language/{language}", Who.Everybody, Sample.Preference),
        new("GET /live/appeals/{reference}", Who.Creator | Who.Reviewers | Who.Admin, Sample.Claimed),
        new("GET /live/mine", Who.SignedIn),
        new("GET /openapi/{documentName}.json", Who.Everybody, Sample.Document),
        new("GET /queue", Who.Reviewers | Who.OtherStaff),
        new("POST /queue/next", Who.Reviewers | Who.OtherStaff),
        new("GET /register", Who.Everybody),
        new("POST /register", Who.Everybody),
        new("GET /reset-password", Who.Everybody),
        new("POST /reset-password", Who.Everybody),
        new("GET /sign-in", Who.Everybody),
        new("POST /sign-in", Who.Everybody),
        new("GET /sign-in/code", Who.Everybody),
        new("POST /sign-in/code", Who.Everybody),
        new("POST /sign-out", Who.Everybody, Sample.EndsSession),
        new("GET /theme/{theme}", Who.Everybody, Sample.Preference),
        new("OPTIONS /uploads", Who.Creators),
        new("POST /uploads", Who.Creators),
        new("DELETE /uploads/{id:guid}", Who.Creator, Sample.Upload),
        new("GET /uploads/{id:guid}", Who.Creator, Sample.Upload),
        new("HEAD /uploads/{id:guid}", Who.Creator, Sample.Upload),
        new("PATCH /uploads/{id:guid}", Who.Creator, Sample.Upload),
        new("GET /works", Who.Creators),
        new("POST /works/{id:guid}/confirm", Who.Creator, Sample.UnconfirmedWork),
        new("GET /works/{id:guid}/picture", Who.Creator | Who.Reviewers | Who.Admin, Sample.Picture),
        // an address that leads nowhere
        new("ANY /{*path}", Who.Nobody),
    ];
}
