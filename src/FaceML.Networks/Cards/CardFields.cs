using System.Text.Json;

namespace FaceML.Networks;

/// <summary>
/// The fields of one object of a card, each asked for by name and kind. One that is missing, is of another kind or is not asked for is an
/// error that names it.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class CardFields
{
    private readonly string origin;
    private readonly string path;
    private readonly JsonFields fields;

    private CardFields(JsonElement json, string origin, string path)
    {
        (this.origin, this.path) = (origin, path);
        fields = new(json);
    }

    /// <summary>Reads the object of a whole card; null where the text is null.</summary>
    public static NetworkCard? Read(JsonElement json, string origin, Func<CardFields, NetworkCard> read) => Part(json, origin, "", read);

    public string Text(string name) => TextOrNull(Take(name), name) ?? throw Kind(name, "a text", "null");

    public string? OptionalText(string name) => fields.TryTake(name, out JsonElement value) ? TextOrNull(value, name) : null;

    public int Int(string name) => Int(Take(name), name);

    public long Long(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number)
            ? number
            : throw Kind(name, "a whole number", value);
    }

    public double Double(string name) => Double(Take(name), name);

    public double? OptionalDouble(string name) =>
        fields.TryTake(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? Double(value, name) : null;

    public float Single(string name) => Single(Take(name), name);

    public float SingleOr(string name, float missing) => fields.TryTake(name, out JsonElement value) ? Single(value, name) : missing;

    public bool BoolOr(string name, bool missing)
    {
        if (!fields.TryTake(name, out JsonElement value))
        {
            return missing;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.ValueKind == JsonValueKind.True
            : throw Kind(name, "true or false", value);
    }

    /// <summary>The value of an enumeration, by one of its names in camel case; the framework's own reader also takes lists.</summary>
    public int Choice(string name, Type type) => Choice(Take(name), name, type);

    /// <summary>The same; 0, the default value of each enumeration of cards, where the field is missing.</summary>
    public int OptionalChoice(string name, Type type) => fields.TryTake(name, out JsonElement value) ? Choice(value, name, type) : 0;

    public int[] Ints(string name) => Items(name, number => Int(number, name));

    public float[] Singles(string name) => Items(name, number => Single(number, name));

    public float[] OptionalSingles(string name) => fields.Has(name) ? Singles(name) : [];

    public T Part<T>(string name, Func<CardFields, T> read)
        where T : class => Part(Take(name), origin, path + name, read) ?? throw Kind(name, "an object", "null");

    public T? OptionalPart<T>(string name, Func<CardFields, T> read)
        where T : class => fields.TryTake(name, out JsonElement value) ? Part(value, origin, path + name, read) : null;

    /// <summary>The parts of a list. One that is null stays null, for <see cref="NetworkCardRules"/> to refuse.</summary>
    public T[] Parts<T>(string name, Func<CardFields, T> read)
        where T : class => Items(name, item => Part(item, origin, path + name, read)!);

    public T[] OptionalParts<T>(string name, Func<CardFields, T> read)
        where T : class => fields.Has(name) ? Parts(name, read) : [];

    private static T? Part<T>(JsonElement json, string origin, string path, Func<CardFields, T> read)
        where T : class
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new NetworkCardException(origin, $"{(path == "" ? "a card" : path)} must be an object; it is {Short(json)}");
        }

        var fields = new CardFields(json, origin, path == "" ? "" : path + ".");
        T part = read(fields);
        return fields.fields.Left is { } unknown
            ? throw new NetworkCardException(origin, $"{fields.path}{unknown} is not a field of a card")
            : part;
    }

    private JsonElement Take(string name) => fields.TryTake(name, out JsonElement value)
        ? value
        : throw new NetworkCardException(origin, $"{path}{name} is missing");

    // A loop: cards are read at each start, where LINQ over JSON would be compiled first.
    private T[] Items<T>(string name, Func<JsonElement, T> read)
    {
        JsonElement list = List(name);
        var items = new T[list.GetArrayLength()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = read(list[i]);
        }

        return items;
    }

    private JsonElement List(string name) => Take(name) is var list && list.ValueKind == JsonValueKind.Array
        ? list
        : throw Kind(name, "a list", list);

    private string? TextOrNull(JsonElement value, string name) => value.ValueKind is JsonValueKind.String or JsonValueKind.Null
        ? value.GetString()
        : throw Kind(name, "a text", value);

    private int Int(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
        ? number
        : throw Kind(name, "a whole number", value);

    private float Single(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number)
        ? number
        : throw Kind(name, "a number", value);

    private double Double(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number : throw Kind(name, "a number", value);

    private int Choice(JsonElement value, string name, Type type)
    {
        string[] names = Array.ConvertAll(Enum.GetNames(type), JsonNamingPolicy.CamelCase.ConvertName);
        int index = value.ValueKind == JsonValueKind.String ? Array.IndexOf(names, value.GetString()) : -1;
        return index >= 0
            ? ((int[])Enum.GetValuesAsUnderlyingType(type))[index]
            : throw Kind(name, $"one of {string.Join(", ", names)}", value);
    }

    private NetworkCardException Kind(string name, string expected, JsonElement value) => Kind(name, expected, Short(value));

    private NetworkCardException Kind(string name, string expected, string found) =>
        new(origin, $"{path}{name} must be {expected}; it is {found}");

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();
}
