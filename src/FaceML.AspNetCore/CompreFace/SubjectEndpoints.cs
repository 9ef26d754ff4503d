using System.Text.RegularExpressions;
using FaceML.AspNetCore.People;

namespace FaceML.AspNetCore.CompreFace;

/// <summary><c>recognition/subjects</c>: add, list, rename, delete.</summary>
internal static partial class SubjectEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        RouteGroupBuilder subjects = group.MapGroup("recognition/subjects");
        subjects.MapPost("", Add).RequireScope(FaceMLScope.Enroll);
        subjects.MapGet("", List).RequireScope(FaceMLScope.Enroll);
        subjects.MapPut("{subject}", Rename).RequireScope(FaceMLScope.Enroll);
        subjects.MapDelete("{subject}", Delete).RequireScope(FaceMLScope.Admin);
        subjects.MapDelete("", DeleteAll).RequireScope(FaceMLScope.Admin);
    }

    private static async Task<JsonHttpResult<SubjectAnswer>> Add(HttpContext http, SubjectCollections collections, AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        string name = await ReadNameAsync(http);
        if (of.Find(name) is not null)
        {
            throw new CompreFaceException(CompreFaceCode.SubjectExists, $"There is a subject {name} already.");
        }

        Person added = of.Gallery.Add(name);
        audit.Write(http, "add", of.Name, added.Key);
        return TypedResults.Json(new SubjectAnswer(added.Id), CompreFaceJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static JsonHttpResult<SubjectsAnswer> List(HttpContext http, SubjectCollections collections) => TypedResults.Json(
        new SubjectsAnswer([.. collections.Of(http).Gallery.List().Select(person => person.Id)]), CompreFaceJson.Options);

    // A name that is taken merges the two, as CompreFace does.
    private static async Task<JsonHttpResult<RenamedAnswer>> Rename(
        HttpContext http, string subject, SubjectCollections collections, AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        string old = PersonRoute.IdOf(subject), name = await ReadNameAsync(http);
        if (old == name)
        {
            return TypedResults.Json(new RenamedAnswer(false), CompreFaceJson.Options);
        }

        Person source = of.Require(old);
        bool merges = of.Find(name) is { } target && target.Key != source.Key;
        Person changed = merges ? of.Gallery.Merge(source.Id, of.Require(name).Id)
            : source.Id == name ? source
            : of.Gallery.Rename(source.Id, name);
        audit.Write(http, merges ? "merge" : "change", of.Name, changed.Key);
        return TypedResults.Json(new RenamedAnswer(true), CompreFaceJson.Options);
    }

    private static JsonHttpResult<SubjectAnswer> Delete(
        HttpContext http, string subject, SubjectCollections collections, AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        Person person = of.Require(PersonRoute.IdOf(subject));
        of.Gallery.Remove(person.Id);
        audit.Write(http, "erase", of.Name, person.Key);
        return TypedResults.Json(new SubjectAnswer(person.Id), CompreFaceJson.Options);
    }

    private static JsonHttpResult<DeletedAnswer> DeleteAll(HttpContext http, SubjectCollections collections, AuditLog audit)
    {
        SubjectCollection of = collections.Of(http);
        int deleted = of.Gallery.RemoveAll().Count;
        audit.Write(http, "eraseAll", of.Name, null);
        return TypedResults.Json(new DeletedAnswer(deleted), CompreFaceJson.Options);
    }

    // {"subject": "NAME"}, or the name alone: CompreFace's .NET SDK renames by the latter.
    private static async Task<string> ReadNameAsync(HttpContext http)
    {
        JsonElement body = await RequestBody.ReadJsonAsync<JsonElement>(http.Request, CompreFaceJson.Options, http.RequestAborted);
        string? name = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("subject", out JsonElement value)
            ? TextOf(value)
            : TextOf(body);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new CompreFaceException(CompreFaceCode.Validation, "The field 'subject' must be a name; it is missing or empty.");
        }

        return Reserved().IsMatch(name)
            ? throw new CompreFaceException(
                CompreFaceCode.IncorrectArgument, @"The name of a subject must not have the characters ; / \.")
            : name;
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair is no text
        }
    }

    [GeneratedRegex(@"[;/\\]")]
    private static partial Regex Reserved();
}
