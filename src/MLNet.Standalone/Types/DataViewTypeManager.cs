namespace Microsoft.ML.Data;

/// <summary>Knows which CLR types, with which attribute, are held in columns of types that applications define.</summary>
/// <remarks>Thread-safe; registrations last as long as the process.</remarks>
public static class DataViewTypeManager
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<Registration, DataViewType> TypeOf = [];
    private static readonly Dictionary<DataViewType, Registration> RegistrationOf = [];
    private static readonly HashSet<Type> OwnTypes =
    [
        .. StandardTypes.All.Select(type => type.RawType), typeof(string), typeof(ReadOnlySpan<char>), typeof(VBuffer<>), typeof(Nullable<>),
    ];

    /// <summary>Registers a column type for members of a CLR type that carry at most one attribute.</summary>
    /// <inheritdoc cref="Register(DataViewType, Type, DataViewTypeAttribute)"/>
    [Obsolete("This API is deprecated, please use the new form of Register which takes in a single DataViewTypeAttribute instead.", false)]
    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes)
    {
        Attribute[] attributes = typeAttributes is null ? [] : [.. typeAttributes];
        if (attributes.Length > 1)
        {
            throw new ArgumentException($"{type} can be registered with one attribute; {attributes.Length} came.", nameof(type));
        }

        if (attributes is [not DataViewTypeAttribute])
        {
            throw new ArgumentException($"{attributes[0].GetType()} is not a {nameof(DataViewTypeAttribute)}.", nameof(type));
        }

        Register(dataViewType, type, attributes.Length == 0 ? null : (DataViewTypeAttribute)attributes[0]);
    }

    /// <summary>Registers a column type for members of a CLR type, marked with an equal attribute when one is given.</summary>
    /// <exception cref="ArgumentException">The CLR type is ML.NET's own, or one of the two is registered with another partner.</exception>
    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        if (OwnTypes.Contains(type))
        {
            throw new ArgumentException($"{type} has a column type already and cannot get another.", nameof(type));
        }

        var registration = new Registration(type, typeAttribute);
        lock (Gate)
        {
            bool typeKnown = TypeOf.TryGetValue(registration, out DataViewType knownType);
            if (typeKnown && !knownType.Equals(dataViewType))
            {
                throw new ArgumentException($"{type} is registered as {knownType} and cannot be registered as {dataViewType} too.", nameof(type));
            }

            if (RegistrationOf.TryGetValue(dataViewType, out Registration known) && known != registration)
            {
                throw new ArgumentException($"{dataViewType} is registered for {known.Type} and cannot be registered for {type} too.", nameof(dataViewType));
            }

            TypeOf[registration] = dataViewType;
            RegistrationOf[dataViewType] = registration;
        }
    }

    /// <summary>The column type registered for a CLR type with these attributes, or null.</summary>
    internal static DataViewType Find(Type type, IEnumerable<Attribute> attributes)
    {
        DataViewTypeAttribute[] marks = attributes is null ? [] : [.. attributes.OfType<DataViewTypeAttribute>()];
        if (marks.Length > 1)
        {
            throw new ArgumentException($"{type} is marked with several {nameof(DataViewTypeAttribute)}s: {string.Join(", ", marks.Select(mark => mark.GetType().Name))}.", nameof(type));
        }

        lock (Gate)
        {
            return TypeOf.GetValueOrDefault(new Registration(type, marks.Length == 0 ? null : marks[0]));
        }
    }

    internal static bool Knows(DataViewType type)
    {
        lock (Gate)
        {
            return RegistrationOf.ContainsKey(type);
        }
    }

    private sealed record Registration(Type Type, DataViewTypeAttribute Attribute);
}
