namespace Microsoft.ML.Data;

/// <summary>The column types that a CLR type has without being registered.</summary>
internal static class StandardTypes
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> OfRawType = ((PrimitiveDataViewType[])
    [
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32,
        NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64, NumberDataViewType.Single, NumberDataViewType.Double,
        TextDataViewType.Instance, BooleanDataViewType.Instance, TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance,
        DateTimeOffsetDataViewType.Instance, RowIdDataViewType.Instance,
    ]).ToDictionary(type => type.RawType);

    public static IEnumerable<PrimitiveDataViewType> All => OfRawType.Values;

    public static bool IsStandard(Type rawType) => rawType == typeof(string) || OfRawType.ContainsKey(rawType);

    public static PrimitiveDataViewType Of(Type rawType) =>
        OfRawType.TryGetValue(rawType == typeof(string) ? typeof(ReadOnlyMemory<char>) : rawType, out PrimitiveDataViewType type)
            ? type
            : throw new ArgumentException($"No column type holds values of {rawType}.", nameof(rawType));
}
