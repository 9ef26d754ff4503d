using System.Text.Json;
using FaceML.Galleries;

namespace FaceML.Saving;

/// <summary>
/// Reads the settings of one stage. Every setting is asked for by name and kind; one that is missing, of
/// another kind, or not asked for at all is an error that names it.
/// </summary>
internal sealed class StageReader
{
    private readonly string path;
    private readonly string where;
    private readonly JsonFields settings;
    private readonly Func<string, NetworkContent> networks;

    public StageReader(string path, string where, JsonElement settings, Func<string, NetworkContent> networks, NetworkOptions? run = null)
    {
        this.path = path;
        this.where = where;
        this.networks = networks;
        Run = run;
        if (settings.ValueKind != JsonValueKind.Object)
        {
            throw Error($"an object is expected; it is {settings.ValueKind}");
        }

        this.settings = new(settings);
    }

    /// <summary>How whoever loads the file wants networks to run; null for the defaults.</summary>
    public NetworkOptions? Run { get; }

    /// <summary>Whether the caller takes images as aligned faces, whatever the file says.</summary>
    public bool ImagesAreAligned { get; init; }

    /// <summary>The galleries that the caller gives; null for none.</summary>
    public IReadOnlyList<Gallery>? Galleries { get; init; }

    /// <summary>The gallery whose id stands there.</summary>
    public Gallery Gallery(string name)
    {
        string id = Text(name);
        return Galleries?.FirstOrDefault(gallery => gallery.Definition.Id == id)
            ?? throw Error($"the gallery '{id}' is not in the file; give it open in LoadOptions.Galleries");
    }

    /// <summary>Whether there is such a setting: for those that older files lack.</summary>
    public bool Has(string name) => settings.Has(name);

    public string Text(string name) => TextOrNull(name) ?? throw Error($"'{name}' must be a text; it is null");

    public string? TextOrNull(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            _ => throw Kind(name, "a text", value),
        };
    }

    public int? IntOrNull(string name) => Take(name) is var value && value.ValueKind == JsonValueKind.Null ? null : Int(name, value);

    public int Int(string name) => Int(name, Take(name));

    public long Long(string name) => Take(name) is var value && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out long number) ? number : throw Kind(name, "a whole number", value);

    public bool Bool(string name) => Take(name) is var value && value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? value.GetBoolean()
        : throw Kind(name, "true or false", value);

    public float Single(string name) => Single(name, Take(name));

    public float? SingleOrNull(string name) => Take(name) is var value && value.ValueKind == JsonValueKind.Null
        ? null
        : Single(name, value);

    public double Double(string name) => Take(name) is var value && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Kind(name, "a number", value);

    public float[] Singles(string name) => List(name, Single);

    public string[] Texts(string name) => List(name, (_, item) =>
        item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Kind(name, "a list of texts", item));

    public long[] Longs(string name) => List(name, (_, item) => item.ValueKind == JsonValueKind.Number
        && item.TryGetInt64(out long number) ? number : throw Kind(name, "a list of whole numbers", item));

    public byte[] Bytes(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw Kind(name, "bytes in base64", value);
    }

    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        string text = Text(name);

        // By the type as an object: with a type parameter the parser would be compiled for each enumeration at each start.
        Type type = typeof(TEnum);
        string[] names = Enum.GetNames(type);
        return names.Contains(text)
            ? (TEnum)Enum.Parse(type, text)
            : throw Error($"'{name}' must be one of {string.Join(", ", names)}; it is '{text}'");
    }

    /// <summary>The network whose hash stands there.</summary>
    public NetworkContent Network(string name) => networks(Text(name));

    /// <summary>The network whose hash stands there, or null where null does.</summary>
    public NetworkContent? NetworkOrNull(string name) => TextOrNull(name) is { } hash ? networks(hash) : null;

    /// <summary>The part of that name, or null where it is null.</summary>
    public T? PartOrNull<T>(string name, Func<StageReader, T> read)
        where T : class
    {
        JsonElement value = Take(name);
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var part = new StageReader(path, $"{where}, {name}", value, networks, Run);
        return part.Guard(read);
    }

    /// <summary>The parts of a list.</summary>
    public IReadOnlyList<T> Parts<T>(string name, Func<StageReader, T> read)
    {
        int i = 0;
        return List(name, (_, item) => new StageReader(path, $"{where}, {name}[{i++}]", item, networks, Run).Guard(read));
    }

    /// <summary>
    /// Reads with <paramref name="read"/> and makes sure nothing was left over. What a constructor finds wrong with a
    /// setting is an error of the file.
    /// </summary>
    public T Guard<T>(Func<StageReader, T> read)
    {
        T result;
        try
        {
            result = read(this);
        }
        catch (ArgumentException e)
        {
            throw new SavedPipelineException(SavedPipelineError.UnknownStage, path, $"{where}: {e.Message}", e);
        }

        if (settings.Left is { } unknown)
        {
            (result as IDisposable)?.Dispose();
            throw Error($"setting '{unknown}' is not known");
        }

        return result;
    }

    public SavedPipelineException Error(string reason) => new(SavedPipelineError.UnknownStage, path, $"{where}: {reason}.");

    private float Single(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number)
            ? number
            : throw Kind(name, "a number", value);

    private int Int(string name, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
        ? number
        : throw Kind(name, "a whole number", value);

    // A loop and an array: what LINQ makes of JSON elements and numbers is compiled at each start.
    private T[] List<T>(string name, Func<string, JsonElement, T> read)
    {
        JsonElement list = Take(name);
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Kind(name, "a list", list);
        }

        var items = new T[list.GetArrayLength()];
        int next = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            items[next++] = read(name, item);
        }

        return items;
    }

    private JsonElement Take(string name) => settings.TryTake(name, out JsonElement value)
        ? value
        : throw Error($"setting '{name}' is missing");

    private SavedPipelineException Kind(string name, string expected, JsonElement value) =>
        Error($"'{name}' must be {expected}; it is {Short(value)}");

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();
}
