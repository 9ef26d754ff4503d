namespace Microsoft.ML.Data;

/// <summary>A type whose values own buffers or have parts: vectors, images, and types that applications define.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>A type whose values are held in <paramref name="rawType"/>.</summary>
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}
