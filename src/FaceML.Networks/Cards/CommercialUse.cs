namespace FaceML.Networks;

/// <summary>What a card says about commercial use, in the words of whoever states it; nothing is concluded.</summary>
public enum CommercialUse
{
    /// <summary>Not stated. A commercial profile refuses the network.</summary>
    NotStated,

    /// <summary>A license that allows it is stated for the weights themselves.</summary>
    Allowed,

    /// <summary>It is stated that commercial use is not allowed.</summary>
    Forbidden,
}
