using System.Text.Json;
using System.Text.Json.Nodes;

namespace FaceML.Saving;

/// <summary>Collects the settings of one stage, and the networks that it needs.</summary>
internal sealed class StageWriter
{
    private readonly JsonObject settings = [];
    private readonly NetworkShelf networks;

    public StageWriter(NetworkShelf networks) => this.networks = networks;

    /// <summary>UTF-8 JSON, properties in the order they were set.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(settings, PipelineJson.Indented);

    public void Set(string name, string? value) => settings[name] = value;

    public void Set(string name, int value) => settings[name] = value;

    public void Set(string name, long value) => settings[name] = value;

    public void Set(string name, bool value) => settings[name] = value;

    public void Set(string name, float value) => settings[name] = value;

    public void Set(string name, double value) => settings[name] = value;

    public void Set(string name, float? value) => settings[name] = value;

    public void Set(string name, int? value) => settings[name] = value;

    public void Set(string name, IEnumerable<float> values) => settings[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);

    public void Set(string name, IEnumerable<string> values) => settings[name] =
        new JsonArray([.. values.Select(v => JsonValue.Create(v))]);

    public void Set(string name, IEnumerable<long> values) => settings[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);

    /// <summary>Learned numbers, as base64.</summary>
    public void Set(string name, byte[] value) => settings[name] = Convert.ToBase64String(value);

    public void Set<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum => settings[name] = value.ToString();

    /// <summary>Puts a network on the shelf and its hash into the settings.</summary>
    public void Set(string name, NetworkContent network) => settings[name] = networks.Add(network);

    /// <summary>The same for a network that may not be there.</summary>
    public void SetNetworkOrNull(string name, NetworkContent? network) => settings[name] = network is null ? null : networks.Add(network);

    /// <summary>A part with settings of its own, or null.</summary>
    public void SetPart<T>(string name, T? value, Action<StageWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            settings[name] = null;
            return;
        }

        var part = new StageWriter(networks);
        write(part, value);
        settings[name] = part.settings;
    }

    /// <summary>A list of such parts.</summary>
    public void SetParts<T>(string name, IEnumerable<T> values, Action<StageWriter, T> write)
    {
        var list = new JsonArray();
        foreach (T value in values)
        {
            var part = new StageWriter(networks);
            write(part, value);
            list.Add(part.settings);
        }

        settings[name] = list;
    }
}
