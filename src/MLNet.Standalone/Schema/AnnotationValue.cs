namespace Microsoft.ML.Data;

/// <summary>Getters of annotations with a fixed value.</summary>
internal static class AnnotationValue
{
    private static readonly MethodInfo OfArrayMethod = typeof(AnnotationValue).GetMethod(nameof(OfArray), BindingFlags.NonPublic | BindingFlags.Static);
    private static readonly MethodInfo OfVectorMethod = typeof(AnnotationValue).GetMethod(nameof(OfVector), BindingFlags.NonPublic | BindingFlags.Static);

    public static Delegate Getter<T>(T value, DataViewType type)
    {
        ArgumentNullException.ThrowIfNull(value);
        MemberTypes.Split(typeof(T), out Type itemType, out bool isVector);
        var vector = type as VectorDataViewType;
        DataViewType wantedItem = vector?.ItemType ?? type;
        if (isVector != (vector is not null) || itemType != wantedItem.RawType)
        {
            throw new InvalidOperationException($"A {typeof(T)} is not the value of an annotation of type {type}.");
        }

        return value switch
        {
            string text => Constant(text.AsMemory()),
            string[] texts => OfArray(Array.ConvertAll(texts, text => text.AsMemory())),
            Array => (Delegate)OfArrayMethod.MakeGenericMethod(itemType).Invoke(null, [value]),
            _ when isVector => (Delegate)OfVectorMethod.MakeGenericMethod(itemType).Invoke(null, [value]),
            _ => Constant(value),
        };
    }

    private static ValueGetter<T> Constant<T>(T value) => (ref T destination) => destination = value;

    private static ValueGetter<VBuffer<T>> OfArray<T>(T[] value) =>
        (ref VBuffer<T> destination) => VBuffer<T>.Copy(value, 0, ref destination, value.Length);

    private static ValueGetter<VBuffer<T>> OfVector<T>(VBuffer<T> value) =>
        (ref VBuffer<T> destination) => value.CopyTo(ref destination);
}
