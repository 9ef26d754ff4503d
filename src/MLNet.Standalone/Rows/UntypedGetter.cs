using System.Collections.Concurrent;

namespace Microsoft.ML.Data;

/// <summary>Getters whose type argument is only known from the column.</summary>
internal static class UntypedGetter
{
    private static readonly MethodInfo GetMethod = typeof(UntypedGetter).GetMethod(nameof(Get), BindingFlags.NonPublic | BindingFlags.Static);
    private static readonly ConcurrentDictionary<Type, Func<DataViewRow, DataViewSchema.Column, Delegate>> Getters = [];

    public static Delegate Of(DataViewRow row, DataViewSchema.Column column) => Getters.GetOrAdd(
        column.Type.RawType,
        static type => GetMethod.MakeGenericMethod(type).CreateDelegate<Func<DataViewRow, DataViewSchema.Column, Delegate>>())(row, column);

    private static Delegate Get<T>(DataViewRow row, DataViewSchema.Column column) => row.GetGetter<T>(column);
}
