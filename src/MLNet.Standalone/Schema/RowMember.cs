namespace Microsoft.ML.Data;

/// <summary>A member of a class and the column it is.</summary>
internal sealed record RowMember(MemberInfo Member, DataViewSchema.DetachedColumn Column)
{
    public string Name => Column.Name;

    /// <summary>The CLR type of the member.</summary>
    public Type Type => MemberTypes.TypeOf(Member);

    /// <summary>The members that are columns: public instance fields, then properties with a public accessor for the direction.</summary>
    public static IEnumerable<MemberInfo> Of(Type type, SchemaDefinition.Direction direction)
    {
        IEnumerable<MemberInfo> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
            property.GetIndexParameters().Length == 0
            && ((direction.HasFlag(SchemaDefinition.Direction.Read) && property.GetGetMethod() is not null)
                || (direction.HasFlag(SchemaDefinition.Direction.Write) && property.GetSetMethod() is not null)));
        return type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Concat(properties)
            .Where(member => MemberTypes.TypeOf(member) != typeof(IChannel) && member.GetCustomAttribute<NoColumnAttribute>() is null);
    }

    /// <summary>The members of a class as a definition says, or as its attributes do when there is none.</summary>
    public static RowMember[] Of(Type type, SchemaDefinition definition, SchemaDefinition.Direction direction) =>
        [.. (definition ?? SchemaDefinition.Create(type, direction)).Select(column => Of(type, column)).Where(member => member is not null)];

    public static DataViewSchema Schema(IEnumerable<RowMember> members)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(members.Select(member => member.Column));
        return builder.ToSchema();
    }

    private static RowMember Of(Type type, SchemaDefinition.Column column)
    {
        MemberInfo member = (MemberInfo)type.GetField(column.MemberName) ?? type.GetProperty(column.MemberName)
            ?? throw new ArgumentException($"No field or property with name '{column.MemberName}' found in type '{type.FullName}'", nameof(column));
        if (MemberTypes.TypeOf(member) == typeof(IChannel))
        {
            return null;
        }

        string name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        DataViewType columnType = column.ColumnType ?? DefaultType(member);
        MemberTypes.Split(MemberTypes.TypeOf(member), out Type itemType, out bool isVector);
        var vector = columnType as VectorDataViewType;
        if (isVector != (vector is not null))
        {
            throw new ArgumentException(
                $"Column '{name}' is of type {columnType}, but the member '{column.MemberName}' is a {(isVector ? "vector" : "scalar")}.", nameof(column));
        }

        DataViewType itemColumnType = vector?.ItemType ?? columnType;
        if (itemColumnType.RawType != itemType)
        {
            throw new ArgumentException(
                $"Column '{name}' has items of type {itemColumnType.RawType}, but those of the member '{column.MemberName}' are of type {itemType}.", nameof(column));
        }

        return new RowMember(member, new DataViewSchema.DetachedColumn(name, columnType, column.Annotations));
    }

    /// <summary>The type of a column whose definition has none: what the CLR type alone says.</summary>
    private static DataViewType DefaultType(MemberInfo member)
    {
        MemberTypes.Split(MemberTypes.TypeOf(member), out Type itemType, out bool isVector);
        PrimitiveDataViewType item = StandardTypes.Of(itemType);
        return isVector ? new VectorDataViewType(item, 0) : item;
    }
}
