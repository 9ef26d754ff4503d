namespace Microsoft.ML.Data;

/// <summary>A type whose values are copied by assignment and may be items of a vector.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>A type whose values are held in <paramref name="rawType"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="rawType"/> is disposable.</exception>
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
        {
            throw new ArgumentException($"A {nameof(PrimitiveDataViewType)} cannot hold the disposable {rawType}.", nameof(rawType));
        }
    }
}
