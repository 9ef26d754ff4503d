using System.Text.Json;
using FaceML.Galleries;

namespace FaceML.Answers;

/// <summary>A template, without its embedding.</summary>
internal sealed record TemplateJson(long Key, double? Quality, string? Source, DateTimeOffset Created);

/// <summary>A person of a gallery.</summary>
internal sealed record PersonJson(
    string Person, string? Name, JsonElement? Attributes, string? Consent, DateTimeOffset? Expires, DateTimeOffset Created,
    int TemplateCount, IReadOnlyList<TemplateJson>? Templates)
{
    public static PersonJson From(Person person, bool withTemplates) => new(
        person.Id, person.Name, person.Attributes is null ? null : JsonDocument.Parse(person.Attributes).RootElement, person.Consent,
        person.Expires, person.Created, person.Templates.Count,
        withTemplates ? [.. person.Templates.Select(t => new TemplateJson(t.Key, t.Quality, t.SourceSha256, t.Created))] : null);
}
