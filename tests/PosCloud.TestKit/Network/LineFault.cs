namespace PosCloud.TestKit.Network;

/// <summary>What a bad line does to one request or its answer.</summary>
public enum LineFault
{
    None,

    /// <summary>The request never arrives.</summary>
    DropRequest,

    /// <summary>The hub did its work, the answer never arrives.</summary>
    DropAnswer,

    /// <summary>The whole request arrives twice, one after the other.</summary>
    Duplicate,

    /// <summary>The whole request arrives once more, seconds after its answer.</summary>
    RepeatLater,

    /// <summary>The request breaks off at some byte.</summary>
    CutRequest,

    /// <summary>The answer breaks off at some byte.</summary>
    CutAnswer,

    /// <summary>One bit of the request is another on arrival.</summary>
    FlipRequest,

    /// <summary>One bit of the answer is another on arrival.</summary>
    FlipAnswer,

    /// <summary>The connection is reset in the middle of the answer.</summary>
    Reset,

    /// <summary>Everything arrives, late.</summary>
    Delay,

    /// <summary>Nobody ever answers, and the connection stays open.</summary>
    BlackHole,
}
