using System.Collections.ObjectModel;

namespace FaceML.Onnx;

/// <summary>
/// A node's attributes in their order, found by name. The typed getters throw <see cref="OnnxFormatException"/> when the attribute is of
/// another kind.
/// </summary>
public sealed class OnnxAttributeCollection : KeyedCollection<string, OnnxAttribute>
{
    /// <summary>Makes a collection of attributes.</summary>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public OnnxAttributeCollection(IEnumerable<OnnxAttribute> attributes)
        : base(StringComparer.Ordinal)
    {
        foreach (OnnxAttribute attribute in attributes)
        {
            Add(attribute);
        }
    }

    /// <summary>Adds the attribute, in the place of one of the same name if there is one.</summary>
    public void Set(OnnxAttribute attribute)
    {
        if (TryGetValue(attribute.Name, out OnnxAttribute? old))
        {
            SetItem(IndexOf(old), attribute);
        }
        else
        {
            Add(attribute);
        }
    }

    /// <summary>The number of this name, or the fallback where there is none.</summary>
    public float Number(string name, float fallback) => TryGetValue(name, out OnnxAttribute? a) ? a.AsNumber() : fallback;

    /// <summary>The integer of this name, or the fallback where there is none.</summary>
    public long Integer(string name, long fallback) => TryGetValue(name, out OnnxAttribute? a) ? a.AsInteger() : fallback;

    /// <summary>The text of this name, or the fallback where there is none.</summary>
    public string Text(string name, string fallback) => TryGetValue(name, out OnnxAttribute? a) ? a.AsText() : fallback;

    /// <summary>The integers of this name, or null where there are none.</summary>
    public IReadOnlyList<long>? Integers(string name) => TryGetValue(name, out OnnxAttribute? a) ? a.AsIntegers() : null;

    /// <summary>The numbers of this name, or null where there are none.</summary>
    public IReadOnlyList<float>? Numbers(string name) => TryGetValue(name, out OnnxAttribute? a) ? a.AsNumbers() : null;

    /// <inheritdoc/>
    protected override string GetKeyForItem(OnnxAttribute item) => item.Name;
}
