namespace Microsoft.ML.Runtime;

/// <summary>Adds what it knows about the place to exceptions before they are thrown.</summary>
public interface IExceptionContext
{
    /// <summary>Returns the exception to throw, which may be another one, never null.</summary>
    TException Process<TException>(TException ex)
        where TException : Exception;

    /// <summary>Names the place.</summary>
    string ContextDescription { get; }
}
