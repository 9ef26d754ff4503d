namespace FaceML.AspNetCore.CompreFace;

/// <summary><c>recognition/faces</c>: the examples of subjects, which are a gallery's templates.</summary>
internal static class ExampleEndpoints
{
    private const int UsualPage = 20, LargestPage = 2000;

    private static readonly ImageEnrollmentOptions Enrolling = new();

    public static void Map(RouteGroupBuilder group)
    {
        RouteGroupBuilder faces = group.MapGroup("recognition/faces");
        faces.MapPost("", Add).RequireScope(FaceMLScope.Enroll);
        faces.MapGet("", List).RequireScope(FaceMLScope.Enroll);
        faces.MapDelete("", DeleteOfSubject).RequireScope(FaceMLScope.Admin);
        faces.MapDelete("{id:guid}", Delete).RequireScope(FaceMLScope.Admin);
        faces.MapPost("delete", DeleteSeveral).RequireScope(FaceMLScope.Admin);
    }

    // Each image that is sent is an example of its own, also the same one again, as CompreFace has it.
    private static async Task<JsonHttpResult<ExampleAnswer>> Add(
        HttpContext http, SubjectCollections collections, ImageRequests requests, FaceFinder finder, FaceEngine engine, FaceMeter meter,
        AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        string subject = RequireSubject(http.Request, CompreFaceCode.MissingParameter);
        CompreFaceQuery query = CompreFaceQuery.Of(http.Request) with { Limit = 0 };
        EnrollmentResult result = await requests.RunAsync(http, "enroll", "file", received =>
        {
            FoundFace found = finder.EmbedOnly(received.Image, query);
            RequireUsable(found);
            return of.Gallery.Enroll(
                new Enrollment(of.Find(subject)?.Id ?? subject, found.Embedding.Embedding, engine.ForGalleries.Recipe)
                {
                    Quality = found.Embedding.Quality,
                });
        });
        meter.CountDecision("enroll", Answers.AnswerJson.Name(result.Status));
        if (result.TemplateKey is not { } template)
        {
            throw new CompreFaceException(
                result.Status == EnrollmentStatus.Duplicate ? CompreFaceCode.SubjectExists : CompreFaceCode.NoFace, result.ToString());
        }

        audit.Write(http, "enroll", of.Name, result.Person?.Key);
        return TypedResults.Json(
            new ExampleAnswer(of.IdOf(template), subject), CompreFaceJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static JsonHttpResult<ExamplesAnswer> List(HttpContext http, SubjectCollections collections)
    {
        SubjectCollection of = collections.Of(http);
        int page = CompreFaceQuery.Number(http.Request, "page", usual: 0, least: 0);
        int size = Math.Min(CompreFaceQuery.Number(http.Request, "size", UsualPage, least: 1), LargestPage);
        IReadOnlyList<Person> people = CompreFaceQuery.Text(http.Request, "subject") is { } subject
            ? of.Find(subject) is { } person ? [person] : []
            : of.Gallery.List();
        int total = people.Sum(one => one.Templates.Count);
        return TypedResults.Json(
            new ExamplesAnswer(
                [
                    .. people.SelectMany(one => one.Templates.Select(template => (one.Id, template.Key)))
                        .Skip((int)Math.Min((long)page * size, total)).Take(size)
                        .Select(example => new ExampleAnswer(of.IdOf(example.Key), example.Id)),
                ],
                page, size, (total + size - 1) / size, total),
            CompreFaceJson.Options);
    }

    // The subject goes with the examples, as in CompreFace. A parameter that was forgotten does not erase all subjects.
    private static JsonHttpResult<DeletedAnswer> DeleteOfSubject(HttpContext http, SubjectCollections collections, AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        Person? person = of.Find(RequireSubject(http.Request, CompreFaceCode.Validation));
        if (person is not null)
        {
            of.Gallery.Remove(person.Id);
            audit.Write(http, "erase", of.Name, person.Key);
        }

        return TypedResults.Json(new DeletedAnswer(person?.Templates.Count ?? 0), CompreFaceJson.Options);
    }

    private static JsonHttpResult<ExampleAnswer> Delete(HttpContext http, Guid id, SubjectCollections collections, AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        (Person person, long template) = of.RequireExample(id);
        of.Gallery.RemoveTemplate(person.Id, template);
        audit.Write(http, "removeTemplate", of.Name, person.Key);
        return TypedResults.Json(new ExampleAnswer(id, person.Id), CompreFaceJson.Options);
    }

    // Those that are not there are passed over.
    private static async Task<JsonHttpResult<List<ExampleAnswer>>> DeleteSeveral(
        HttpContext http, SubjectCollections collections, AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        Guid[] ids = await RequestBody.ReadJsonAsync<Guid[]>(http.Request, CompreFaceJson.Options, http.RequestAborted);
        List<ExampleAnswer> deleted = [];
        foreach (Guid id in ids.Distinct())
        {
            if (of.FindExample(id) is { } example)
            {
                of.Gallery.RemoveTemplate(example.Person.Id, example.Template);
                audit.Write(http, "removeTemplate", of.Name, example.Person.Key);
                deleted.Add(new ExampleAnswer(id, example.Person.Id));
            }
        }

        return TypedResults.Json(deleted, CompreFaceJson.Options);
    }

    private static string RequireSubject(HttpRequest request, CompreFaceCode missing)
    {
        string? subject = request.Query["subject"];
        return !string.IsNullOrWhiteSpace(subject) ? subject : throw new CompreFaceException(
            subject is null ? missing : CompreFaceCode.Validation, "The parameter 'subject' must name a subject; it is missing or empty.");
    }

    private static void RequireUsable(FoundFace found)
    {
        string? why = ImageEnroller.TooSmall(found.Face, Enrolling)
            ?? (found.Embedding.IsRecognizable ? null : ImageEnroller.LowQuality);
        if (why is not null)
        {
            throw new CompreFaceException(CompreFaceCode.NoFace, why);
        }
    }
}
