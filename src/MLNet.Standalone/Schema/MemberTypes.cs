namespace Microsoft.ML.Data;

/// <summary>The column types of members.</summary>
internal static class MemberTypes
{
    /// <summary>The CLR type of a field or property.</summary>
    public static Type TypeOf(MemberInfo member) =>
        member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The raw type of the value, or of the items when it is an array or a <see cref="VBuffer{T}"/>. Strings count as text.</summary>
    public static void Split(Type type, out Type itemType, out bool isVector)
    {
        isVector = type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>));
        itemType = !isVector ? type : type.IsArray ? type.GetElementType() : type.GetGenericArguments()[0];
        itemType = itemType == typeof(string) ? typeof(ReadOnlyMemory<char>) : itemType;
    }

    /// <summary>The column type that a member's CLR type and attributes say.</summary>
    public static DataViewType ColumnTypeOf(MemberInfo member)
    {
        Attribute[] attributes = [.. member.GetCustomAttributes()];
        DataViewTypeAttribute[] custom = [.. attributes.OfType<DataViewTypeAttribute>()];
        if (custom.Length == 1)
        {
            custom[0].Register();
        }

        Split(TypeOf(member), out Type itemType, out bool isVector);
        if (DataViewTypeManager.Find(itemType, attributes) is { } registered)
        {
            return registered;
        }

        if (!StandardTypes.IsStandard(itemType))
        {
            throw new ArgumentException($"Could not determine an IDataView type and registered custom types for member {member.Name} of type {TypeOf(member)}.", nameof(member));
        }

        PrimitiveDataViewType item = ItemTypeOf(member, itemType, attributes.OfType<KeyTypeAttribute>().FirstOrDefault());
        VectorTypeAttribute vector = attributes.OfType<VectorTypeAttribute>().FirstOrDefault();
        if (!isVector)
        {
            return vector is null ? item
                : throw new ArgumentException($"Member {member.Name} is marked as a vector but is of type {TypeOf(member)}.", nameof(member));
        }

        return vector?.Dims is { Length: > 0 } dimensions ? new VectorDataViewType(item, dimensions) : new VectorDataViewType(item, 0);
    }

    private static PrimitiveDataViewType ItemTypeOf(MemberInfo member, Type itemType, KeyTypeAttribute key)
    {
        if (key is null)
        {
            return StandardTypes.Of(itemType);
        }

        return KeyDataViewType.IsValidDataType(itemType) ? new KeyDataViewType(itemType, key.Count)
            : throw new ArgumentException($"Member {member.Name} is marked as a key but its values are of type {itemType}.", nameof(member));
    }
}
