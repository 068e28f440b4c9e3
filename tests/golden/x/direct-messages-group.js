window.YTD.direct_messages_group.part0 = [
 {
  "dmConversation": {
   "conversationId": "9000000000000000500",
   "messages": [
    {
     "messageCreate": {
      "senderId": "9000000000000000002",
      "reactions": [],
      "text": "to all",
      "id": "9000000000000000503",
      "createdAt": "2024-02-01T10:00:00.000Z"
     }
    },
    {
     "messageCreate": {
      "senderId": "",
      "text": "no sender",
      "id": "9000000000000000502",
      "createdAt": "2024-02-01T09:30:00.000Z"
     }
    },
    {
     "messageCreate": {
      "senderId": "9000000000000000001",
      "text": "hi both",
      "id": "9000000000000000504",
      "createdAt": "yesterday"
     }
    },
    {
     "joinConversation": {
      "initiatingUserId": "9000000000000000001",
      "participantsSnapshot": [
       "9000000000000000001",
       "9000000000000000002",
       "9000000000000000003"
      ],
      "createdAt": "2024-02-01T09:00:00.000Z"
     }
    }
   ]
  }
 }
]