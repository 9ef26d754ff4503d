using FaceML.Galleries.Erasure;

namespace FaceML.AspNetCore.People;

/// <summary>Some people of a gallery, by id; <c>next</c> is where the next ones begin, null at the end.</summary>
internal sealed record PeopleJson(IReadOnlyList<PersonJson> People, string? Next);

/// <summary><c>galleries/{gallery}/people</c>: list, show, change, merge, erase.</summary>
internal static class PeopleEndpoints
{
    private const int MostAtOnce = 1000;

    // What is not named stays; an empty text takes a name, attributes or a consent away.
    internal sealed record PersonUpdate(
        string? Person = null, string? Name = null, JsonElement? Attributes = null, string? Consent = null, DateTimeOffset? Expires = null);

    internal sealed record MergeRequest(string From);

    public static void Map(RouteGroupBuilder group)
    {
        RouteGroupBuilder people = group.MapGroup("galleries/{gallery}/people").WithTags("People")
            .MayRefuse(FaceMLError.InvalidRequest, FaceMLError.NotFound, FaceMLError.StoreUnavailable);
        people.MapGet("", List)
            .RequireScope(FaceMLScope.Enroll).Produces<PeopleJson>()
            .WithName("listPeople").WithSummary("The people of a gallery, by id, a page at a time.");
        people.MapGet("{person}", Show)
            .RequireScope(FaceMLScope.Enroll).Produces<PersonJson>()
            .WithName("showPerson").WithSummary("A person with the templates, without their embeddings.");
        people.MapPatch("{person}", Change)
            .RequireScope(FaceMLScope.Enroll).AcceptsJson<PersonUpdate>().Produces<PersonJson>()
            .MayRefuse(FaceMLError.Conflict)
            .WithName("changePerson").WithSummary("Change a person's id, name, attributes, consent or expiry.");
        people.MapPost("{person}/merge", Merge)
            .RequireScope(FaceMLScope.Enroll).AcceptsJson<MergeRequest>().Produces<PersonJson>()
            .WithName("mergePeople").WithSummary("Give this person the templates of another entry of the same human being.");
        people.MapDelete("{person}", Erase)
            .RequireScope(FaceMLScope.Admin).Produces<ErasureReceipt>()
            .WithName("erasePerson").WithSummary("Erase a person: every template and trace. Answers the signed receipt.");
        people.MapDelete("{person}/templates/{key:long}", RemoveTemplate)
            .RequireScope(FaceMLScope.Admin).Produces(StatusCodes.Status204NoContent)
            .WithName("removeTemplate").WithSummary("Erase one template of a person.");
    }

    private static JsonHttpResult<PeopleJson> List(string gallery, GalleryRegistry galleries, string? after = null, string? limit = null)
    {
        int most = QueryText.Number("limit", limit, 100, 1, MostAtOnce);
        Person[] found =
            [.. galleries.Get(gallery).List(person => string.CompareOrdinal(person.Id, after) > 0).Take(most + 1)];
        string? next = found.Length > most ? found[most - 1].Id : null;
        return TypedResults.Json(
            new PeopleJson([.. found.Take(most).Select(person => PersonJson.From(person, withTemplates: false))], next),
            AnswerJson.Options);
    }

    private static JsonHttpResult<PersonJson> Show(string gallery, string person, GalleryRegistry galleries) =>
        Answer(Require(galleries.Get(gallery), PersonRoute.IdOf(person)));

    private static async Task<JsonHttpResult<PersonJson>> Change(
        HttpContext http, string gallery, string person, GalleryRegistry galleries, AuditLog audit)
    {
        Gallery of = galleries.Get(gallery);
        PersonUpdate update = await RequestBody.ReadJsonAsync<PersonUpdate>(http.Request, RequestJson.Options, http.RequestAborted);
        string id = PersonRoute.IdOf(person);
        if (update.Person is not null && update != new PersonUpdate(update.Person))
        {
            // Two changes of the store: the first would stay where the second is refused.
            throw new FaceMLException(FaceMLError.InvalidRequest, "A request must change either 'person', the id, or the other fields.");
        }

        Person changed = update.Person is { } newId ? of.Rename(id, newId) : of.Update(id, new PersonChange
        {
            Name = update.Name,
            Attributes = update.Attributes?.GetRawText(),
            Consent = update.Consent,
            Expires = update.Expires,
        });
        audit.Write(http, "change", gallery, changed.Key);
        return Answer(changed);
    }

    private static async Task<JsonHttpResult<PersonJson>> Merge(
        HttpContext http, string gallery, string person, GalleryRegistry galleries, AuditLog audit)
    {
        Gallery of = galleries.Get(gallery);
        MergeRequest asked = await RequestBody.ReadJsonAsync<MergeRequest>(http.Request, RequestJson.Options, http.RequestAborted);
        Person merged = of.Merge(asked.From, PersonRoute.IdOf(person));
        audit.Write(http, "merge", gallery, merged.Key);
        return Answer(merged);
    }

    private static ContentHttpResult Erase(
        HttpContext http, string gallery, string person, GalleryRegistry galleries, AuditLog audit)
    {
        ErasureReceipt receipt = galleries.Get(gallery).Remove(PersonRoute.IdOf(person));
        audit.Write(http, "erase", gallery, receipt.PersonKey);
        return TypedResults.Content(receipt.ToJson(), "application/json");
    }

    private static NoContent RemoveTemplate(
        HttpContext http, string gallery, string person, long key, GalleryRegistry galleries, AuditLog audit)
    {
        Gallery of = galleries.Get(gallery);
        Person owner = Require(of, PersonRoute.IdOf(person));
        of.RemoveTemplate(owner.Id, key);
        audit.Write(http, "removeTemplate", gallery, owner.Key);
        return TypedResults.NoContent();
    }

    private static Person Require(Gallery gallery, string id) =>
        gallery.Find(id) ?? throw new FaceMLException(FaceMLError.NotFound, "The gallery has no such person.");

    private static JsonHttpResult<PersonJson> Answer(Person person) =>
        TypedResults.Json(PersonJson.From(person, withTemplates: true), AnswerJson.Options);
}
