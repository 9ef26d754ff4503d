using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace FaceML.AspNetCore.Description;

/// <summary>
/// A value of an address, for the description of the API; endpoints take it as a text and say themselves what is wrong with it.
/// </summary>
internal sealed record ApiParameter(string Description, JsonSchemaType Type)
{
    private static readonly Dictionary<string, ApiParameter> Known = new(StringComparer.Ordinal)
    {
        ["gallery"] = Text("The gallery's name."),
        ["person"] = Text("The person's id: any text, escaped."),
        ["key"] = new("The template's key.", JsonSchemaType.Integer) { Format = "int64" },
        ["model"] = Text("A saved pipeline that the server has under this name. Default: the preset."),
        ["top"] = new("How many candidates a face gets.", JsonSchemaType.Integer) { Minimum = 1, Maximum = 100, Default = 5 },
        ["repeated"] = new("Whether a person may be on the image more than once.", JsonSchemaType.Boolean) { Default = false },
        ["name"] = Text("The person's name; what the person has stays where none is given."),
        ["consent"] = Text("What the person agreed to, or where that is written."),
        ["expires"] = Text("When the person is to be erased: a day or a moment.") with { Format = "date-time" },
        ["face"] = Text("Which face is meant where there are several.") with
        {
            Values = [.. Enum.GetValues<FaceSelection>().Select(AnswerJson.Name)],
        },
        ["after"] = Text("The id after which the page begins: `next` of the page before."),
        ["limit"] = new("The most people of a page.", JsonSchemaType.Integer) { Minimum = 1, Maximum = 1000, Default = 100 },
    };

    private string? Format { get; init; }

    private int? Minimum { get; init; }

    private int? Maximum { get; init; }

    private JsonNode? Default { get; init; }

    private IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What is known about a value.</summary>
    public static ApiParameter Of(string name) => Known[name];

    /// <summary>Its schema.</summary>
    public OpenApiSchema Schema() => new()
    {
        Type = Type,
        Format = Format,
        Minimum = Minimum?.ToString(CultureInfo.InvariantCulture),
        Maximum = Maximum?.ToString(CultureInfo.InvariantCulture),
        Default = Default?.DeepClone(),
        Enum = Values.Count == 0 ? null : [.. Values.Select(value => (JsonNode)value)],
    };

    private static ApiParameter Text(string description) => new(description, JsonSchemaType.String);
}
