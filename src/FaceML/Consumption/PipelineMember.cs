using System.Text;

namespace FaceML.Consumption;

/// <summary>A column of a saved pipeline as a property of a class.</summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="Initial">What it is set to first; null for nothing.</param>
/// <param name="Attributes">The attributes that ML.NET reads.</param>
internal sealed record PipelineMember(string Name, string Type, string? Initial, IReadOnlyList<string> Attributes)
{
    /// <summary>The type of an image.</summary>
    public const string ImageType = "Image?";

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    /// <summary>The property of a column; null where its type has none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="isImage">Whether it is an image, or the path of one.</param>
    /// <param name="owner">The class that the property is of.</param>
    /// <param name="others">The properties that are there already.</param>
    public static PipelineMember? Of(SavedColumn column, bool isImage, string owner, IReadOnlyList<PipelineMember> others)
    {
        (string Type, string? Initial, string? Attribute)? property = isImage ? (ImageType, null, "FaceColumnType") : Of(column.Type);
        if (property is null)
        {
            return null;
        }

        string name = NameOf(isImage ? column.Name.Replace("Path", "Image", StringComparison.Ordinal) : column.Name);
        string unique = name == owner ? name + "Value" : name;
        for (int i = 2; others.Any(other => other.Name == unique); i++)
        {
            unique = $"{name}{i.ToString(CultureInfo.InvariantCulture)}";
        }

        string?[] attributes = [unique == column.Name ? null : $"ColumnName({Literal(column.Name)})", property.Value.Attribute];
        return new(unique, property.Value.Type, property.Value.Initial, [.. attributes.OfType<string>()]);
    }

    /// <summary>The lines of the property.</summary>
    public IEnumerable<string> ToProperty()
    {
        string[] attributes = Attributes.Count > 0 ? [$"[{string.Join(", ", Attributes)}]"] : [];
        string initial = Initial is null ? "" : $" = {Initial};";
        return [.. attributes, $"public {Type} {Name} {{ get; set; }}{initial}"];
    }

    /// <summary>The statement that prints the property.</summary>
    public string ToPrint(string owner)
    {
        string value = Type switch
        {
            "float[]" => $"{owner}.{Name}.Length}} numbers",
            "float" or "double" => $"{owner}.{Name}:G4}}",
            _ => $"{owner}.{Name}}}",
        };
        return $"Console.WriteLine($\"{Name}: {{{value}\");";
    }

    private static (string Type, string? Initial, string? Attribute)? Of(string type) => ColumnTypeText.TryRead(type) switch
    {
        TextDataViewType => ("string", "\"\"", null),
        KeyDataViewType key => (Keywords[key.RawType], null, $"KeyType({key.Count.ToString(CultureInfo.InvariantCulture)})"),
        VectorDataViewType { ItemType: NumberDataViewType { RawType: var item } } vector when item == typeof(float) =>
            ("float[]", $"new float[{vector.Size.ToString(CultureInfo.InvariantCulture)}]",
            $"VectorType({string.Join(", ", vector.Dimensions.Select(side => side.ToString(CultureInfo.InvariantCulture)))})"),
        PrimitiveDataViewType { RawType: var raw } when Keywords.TryGetValue(raw, out string? keyword) => (keyword, null, null),
        _ => null,
    };

    // Letters, digits and underscores, of the files of strangers too: "Embedding of B" becomes EmbeddingOfB.
    private static string NameOf(string column)
    {
        StringBuilder name = new();
        bool begins = true;
        foreach (char letter in column)
        {
            bool serves = char.IsAsciiLetterOrDigit(letter) || letter == '_';
            if (serves)
            {
                name.Append(begins ? char.ToUpperInvariant(letter) : letter);
            }

            begins = !serves;
        }

        return name.Length > 0 && !char.IsAsciiDigit(name[0]) ? name.ToString() : "Column" + name;
    }

    private static string Literal(string text) => "\"" + string.Concat(text.Select(letter =>
        char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '_' or '-' or '.' ? $"{letter}" : $"\\u{(int)letter:x4}")) + "\"";
}
